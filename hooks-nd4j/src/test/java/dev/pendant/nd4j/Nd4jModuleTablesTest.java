package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.ModuleTablesTck;

class Nd4jModuleTablesTest extends ModuleTablesTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
