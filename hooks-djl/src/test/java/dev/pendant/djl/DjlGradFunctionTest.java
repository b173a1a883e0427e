package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.GradFunctionTck;

class DjlGradFunctionTest extends GradFunctionTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
