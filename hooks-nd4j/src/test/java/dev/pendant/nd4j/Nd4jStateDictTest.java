package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.StateDictTck;

class Nd4jStateDictTest extends StateDictTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
