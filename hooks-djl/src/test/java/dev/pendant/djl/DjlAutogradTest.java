package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.AutogradTck;

class DjlAutogradTest extends AutogradTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
