package dev.pendant.models.zoo;

import dev.pendant.djl.DjlProvider;
import dev.pendant.spi.BackendProvider;

class ZooDjlTest extends ZooChecks {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
