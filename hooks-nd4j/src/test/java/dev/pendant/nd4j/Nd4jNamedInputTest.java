package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.NamedInputTck;

class Nd4jNamedInputTest extends NamedInputTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
