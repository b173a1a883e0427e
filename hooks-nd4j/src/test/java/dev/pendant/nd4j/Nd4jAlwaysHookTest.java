package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.AlwaysHookTck;

class Nd4jAlwaysHookTest extends AlwaysHookTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
