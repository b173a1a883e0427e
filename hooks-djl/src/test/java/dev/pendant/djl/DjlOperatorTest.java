package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.OperatorTck;

class DjlOperatorTest extends OperatorTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
