package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.TensorHookTck;

class Nd4jTensorHookTest extends TensorHookTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
