package dev.pendant.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.spi.Backend;
import org.junit.jupiter.api.Test;

class VersionsTest {

  @Test
  void theEngineIsTheOneThisModuleWasBuiltAgainst() {
    DjlProvider provider = new DjlProvider();
    try (Backend backend = provider.open()) {
      assertThat(backend.version()).isEqualTo(provider.version());
    }
  }
}
