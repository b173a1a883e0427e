package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.TensorHookContractTck;

class DjlTensorHookContractTest extends TensorHookContractTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
