package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.SecondOrderTck;

class DjlSecondOrderTest extends SecondOrderTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
