package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.spi.Availability;
import dev.pendant.spi.Backend;
import org.junit.jupiter.api.Test;

class ProviderChecksTest {

  @Test
  void a_right_provider_passes() throws ReflectiveOperationException {
    ProviderChecks checks = new ProviderChecks(new PlainProvider());
    checks.idAndVersion();
    checks.isAvailable();
    checks.opensItsOwnBackend();
    checks.isFoundByServiceLoader();
    checks.constructorTouchesNoEngine();
  }

  @Test
  void an_id_with_capitals_is_caught() {
    var capitals =
        new PlainProvider() {
          @Override
          public String id() {
            return "Plain";
          }
        };
    assertThatThrownBy(() -> new ProviderChecks(capitals).idAndVersion())
        .hasMessageEndingWith("id 'Plain' must be lower case letters, digits and hyphens");
    assertThatThrownBy(() -> new ProviderChecks(capitals).opensItsOwnBackend())
        .hasMessageEndingWith("opens a backend that calls itself 'plain'");
  }

  @Test
  void an_unusable_engine_fails_with_its_reason() {
    var broken =
        new PlainProvider() {
          @Override
          public Availability availability() {
            return Availability.unusable("libplain.so is missing: install plain", null);
          }
        };
    assertThatThrownBy(() -> new ProviderChecks(broken).isAvailable())
        .hasMessageEndingWith("libplain.so is missing: install plain");
  }

  @Test
  void a_provider_without_its_services_file_is_caught() {
    assertThatThrownBy(() -> new ProviderChecks(new Eager()).isFoundByServiceLoader())
        .hasMessageContaining(
            "is not in META-INF/services/dev.pendant.spi.BackendProvider; found [class"
                + " dev.pendant.tck.PlainProvider]");
  }

  @Test
  void a_constructor_that_touches_the_engine_is_caught() {
    assertThatThrownBy(() -> new ProviderChecks(new Eager()).constructorTouchesNoEngine())
        .hasMessageContaining(
            "its constructor or id() loads engine classes [com.fasterxml.jackson");
  }

  @Test
  void a_backend_that_starts_with_arrays_is_caught() {
    var used =
        new PlainProvider() {
          @Override
          public Backend open() {
            PlainBackend backend = new PlainBackend();
            backend.array(Cases.named("Mul[0]").seed());
            return backend;
          }
        };
    assertThatThrownBy(() -> new ProviderChecks(used).opensItsOwnBackend())
        .hasMessageEndingWith("its new backend has 1 arrays");
  }

  /** Jackson stands for an engine. */
  public static final class Eager extends PlainProvider {

    private final Object engine = new com.fasterxml.jackson.databind.ObjectMapper();

    @Override
    public String version() {
      return engine.toString();
    }
  }
}
