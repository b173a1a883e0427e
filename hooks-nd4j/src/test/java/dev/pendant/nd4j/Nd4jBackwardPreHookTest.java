package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.BackwardPreHookTck;

class Nd4jBackwardPreHookTest extends BackwardPreHookTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
