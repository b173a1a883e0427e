package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.NodeHookTck;

class Nd4jNodeHookTest extends NodeHookTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
