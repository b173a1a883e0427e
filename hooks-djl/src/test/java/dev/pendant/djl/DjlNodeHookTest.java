package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.NodeHookTck;

class DjlNodeHookTest extends NodeHookTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
