package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.GlobalHookTck;

class DjlGlobalHookTest extends GlobalHookTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
