package dev.pendant.models.onnx;

import dev.pendant.djl.DjlProvider;
import dev.pendant.spi.BackendProvider;

class GoldenModelsDjlTest extends GoldenModelChecks {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
