package dev.pendant.models.onnx.random;

import dev.pendant.djl.DjlProvider;
import dev.pendant.spi.BackendProvider;

class RandomGraphsDjlTest extends RandomGraphChecks {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
