package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.ToolsTck;

class Nd4jToolsTest extends ToolsTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
