package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.SharedModelTck;

class DjlSharedModelTest extends SharedModelTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
