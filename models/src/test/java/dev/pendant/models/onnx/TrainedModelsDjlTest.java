package dev.pendant.models.onnx;

import dev.pendant.djl.DjlProvider;
import dev.pendant.spi.BackendProvider;

class TrainedModelsDjlTest extends TrainedModelChecks {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
