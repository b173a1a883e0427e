package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.AlwaysHookTck;

class DjlAlwaysHookTest extends AlwaysHookTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
