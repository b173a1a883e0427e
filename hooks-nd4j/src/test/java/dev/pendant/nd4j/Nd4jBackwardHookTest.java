package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.BackwardHookTck;

class Nd4jBackwardHookTest extends BackwardHookTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
