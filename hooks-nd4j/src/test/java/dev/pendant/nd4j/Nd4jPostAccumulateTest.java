package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.PostAccumulateTck;

class Nd4jPostAccumulateTest extends PostAccumulateTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
