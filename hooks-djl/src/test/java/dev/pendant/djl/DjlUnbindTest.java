package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.UnbindTck;

class DjlUnbindTest extends UnbindTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
