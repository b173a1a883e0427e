package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.TensorHookTck;

class DjlTensorHookTest extends TensorHookTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
