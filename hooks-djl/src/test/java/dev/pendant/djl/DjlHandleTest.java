package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.HandleTck;

class DjlHandleTest extends HandleTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
