package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.AssignTck;

class DjlAssignTest extends AssignTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
