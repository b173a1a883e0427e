package dev.pendant.models.onnx;

import dev.pendant.nd4j.Nd4jProvider;
import dev.pendant.spi.BackendProvider;

class GoldenModelsNd4jTest extends GoldenModelChecks {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
