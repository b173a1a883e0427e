package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.TensorHookContractTck;

class Nd4jTensorHookContractTest extends TensorHookContractTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
