package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.ForwardHookTck;

class DjlForwardHookTest extends ForwardHookTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
