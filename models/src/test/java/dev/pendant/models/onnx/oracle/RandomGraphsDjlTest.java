package dev.pendant.models.onnx.oracle;

import dev.pendant.djl.DjlProvider;
import dev.pendant.spi.BackendProvider;

class RandomGraphsDjlTest extends RandomGraphChecks {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
