package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.BackwardPreHookTck;

class DjlBackwardPreHookTest extends BackwardPreHookTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
