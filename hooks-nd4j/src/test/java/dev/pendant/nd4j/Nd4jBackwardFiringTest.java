package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.BackwardFiringTck;

class Nd4jBackwardFiringTest extends BackwardFiringTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
