package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.RegistrationTck;

class Nd4jRegistrationTest extends RegistrationTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
