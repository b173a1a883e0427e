package dev.pendant.models.onnx;

import dev.pendant.djl.DjlProvider;
import dev.pendant.spi.BackendProvider;

class HookedModelsDjlTest extends HookedModelChecks {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
