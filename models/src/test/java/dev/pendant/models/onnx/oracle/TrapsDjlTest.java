package dev.pendant.models.onnx.oracle;

import dev.pendant.djl.DjlProvider;
import dev.pendant.spi.BackendProvider;

class TrapsDjlTest extends TrapChecks {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
