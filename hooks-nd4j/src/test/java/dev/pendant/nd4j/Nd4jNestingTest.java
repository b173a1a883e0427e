package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.NestingTck;

class Nd4jNestingTest extends NestingTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
