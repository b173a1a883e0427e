package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.ModuleTablesTck;

class DjlModuleTablesTest extends ModuleTablesTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
