package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.SecondOrderTck;

class Nd4jSecondOrderTest extends SecondOrderTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
