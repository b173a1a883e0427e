package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.BackendTck;

class DjlBackendTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
