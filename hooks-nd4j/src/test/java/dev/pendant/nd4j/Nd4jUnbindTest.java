package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.UnbindTck;

class Nd4jUnbindTest extends UnbindTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
