package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.HookFailureTck;

class Nd4jHookFailureTest extends HookFailureTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
