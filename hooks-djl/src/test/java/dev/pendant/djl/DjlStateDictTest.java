package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.StateDictTck;

class DjlStateDictTest extends StateDictTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
