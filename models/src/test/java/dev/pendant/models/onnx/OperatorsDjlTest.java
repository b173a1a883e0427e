package dev.pendant.models.onnx;

import dev.pendant.djl.DjlProvider;
import dev.pendant.spi.BackendProvider;

class OperatorsDjlTest extends OperatorChecks {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
