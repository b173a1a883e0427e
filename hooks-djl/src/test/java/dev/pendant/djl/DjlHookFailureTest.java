package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.HookFailureTck;

class DjlHookFailureTest extends HookFailureTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
