package dev.pendant.models.onnx;

import dev.pendant.nd4j.Nd4jProvider;
import dev.pendant.spi.BackendProvider;

class HookedModelsNd4jTest extends HookedModelChecks {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
