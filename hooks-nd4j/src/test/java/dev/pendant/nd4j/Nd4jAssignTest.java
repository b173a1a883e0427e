package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.AssignTck;

class Nd4jAssignTest extends AssignTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
