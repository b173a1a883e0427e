package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.HandleTck;

class Nd4jHandleTest extends HandleTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
