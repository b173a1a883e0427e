package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.NamedInputTck;

class DjlNamedInputTest extends NamedInputTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
