package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.BackendTck;

class Nd4jBackendTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
