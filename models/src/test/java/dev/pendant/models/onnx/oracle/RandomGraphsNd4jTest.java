package dev.pendant.models.onnx.oracle;

import dev.pendant.nd4j.Nd4jProvider;
import dev.pendant.spi.BackendProvider;

class RandomGraphsNd4jTest extends RandomGraphChecks {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
