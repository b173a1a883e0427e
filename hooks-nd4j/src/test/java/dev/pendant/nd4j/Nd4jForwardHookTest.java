package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.ForwardHookTck;

class Nd4jForwardHookTest extends ForwardHookTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
