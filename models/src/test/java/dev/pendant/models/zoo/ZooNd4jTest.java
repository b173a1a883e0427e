package dev.pendant.models.zoo;

import dev.pendant.nd4j.Nd4jProvider;
import dev.pendant.spi.BackendProvider;

class ZooNd4jTest extends ZooChecks {

  @Override
  protected BackendProvider provider() {
    return new Nd4jProvider();
  }
}
