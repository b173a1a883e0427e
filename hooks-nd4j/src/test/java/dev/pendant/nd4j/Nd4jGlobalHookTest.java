package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.GlobalHookTck;

class Nd4jGlobalHookTest extends GlobalHookTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
