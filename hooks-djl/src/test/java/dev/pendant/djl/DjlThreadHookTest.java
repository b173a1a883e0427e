package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.ThreadHookTck;

class DjlThreadHookTest extends ThreadHookTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
