package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.RetainGradTck;

class DjlRetainGradTest extends RetainGradTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
