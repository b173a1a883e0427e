package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.GradFunctionTck;

class Nd4jGradFunctionTest extends GradFunctionTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
