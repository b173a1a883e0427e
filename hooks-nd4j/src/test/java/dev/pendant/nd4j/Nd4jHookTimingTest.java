package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.HookTimingTck;

class Nd4jHookTimingTest extends HookTimingTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
