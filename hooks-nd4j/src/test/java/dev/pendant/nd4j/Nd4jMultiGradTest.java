package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.MultiGradTck;

class Nd4jMultiGradTest extends MultiGradTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
