package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.SavedTensorTck;

class DjlSavedTensorTest extends SavedTensorTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
