package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.RetainGradTck;

class Nd4jRetainGradTest extends RetainGradTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
