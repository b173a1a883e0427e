package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.AutogradTck;

class Nd4jAutogradTest extends AutogradTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
