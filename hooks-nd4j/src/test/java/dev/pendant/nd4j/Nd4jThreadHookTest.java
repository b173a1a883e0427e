package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.ThreadHookTck;

class Nd4jThreadHookTest extends ThreadHookTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
