package dev.pendant.models.onnx.oracle;

import dev.pendant.nd4j.Nd4jProvider;
import dev.pendant.spi.BackendProvider;

class TrapsNd4jTest extends TrapChecks {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
