package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.BackwardHookTck;

class DjlBackwardHookTest extends BackwardHookTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
