package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.OperatorTck;

class Nd4jOperatorTest extends OperatorTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
