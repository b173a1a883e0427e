package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.MultiGradTck;

class DjlMultiGradTest extends MultiGradTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
