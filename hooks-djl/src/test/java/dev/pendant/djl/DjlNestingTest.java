package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.NestingTck;

class DjlNestingTest extends NestingTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
