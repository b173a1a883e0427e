package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.HookTimingTck;

class DjlHookTimingTest extends HookTimingTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
