package dev.pendant.nd4j;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.SavedTensorTck;

class Nd4jSavedTensorTest extends SavedTensorTck {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
