package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.PostAccumulateTck;

class DjlPostAccumulateTest extends PostAccumulateTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
