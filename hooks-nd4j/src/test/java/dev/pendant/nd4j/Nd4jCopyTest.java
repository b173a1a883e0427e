package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.CopyTck;

class Nd4jCopyTest extends CopyTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
