package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.SharedModelTck;

class Nd4jSharedModelTest extends SharedModelTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
