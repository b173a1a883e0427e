package dev.pendant.djl;

import dev.pendant.spi.BackendProvider;
import dev.pendant.tck.ToolsTck;

class DjlToolsTest extends ToolsTck {

  @Override
  protected BackendProvider provider() {
    return new DjlProvider();
  }
}
