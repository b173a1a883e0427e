package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.CopyTck;

class DjlCopyTest extends CopyTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
