package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.RegistrationTck;

class DjlRegistrationTest extends RegistrationTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
