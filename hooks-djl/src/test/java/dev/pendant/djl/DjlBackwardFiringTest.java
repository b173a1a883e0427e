package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.BackwardFiringTck;

class DjlBackwardFiringTest extends BackwardFiringTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
