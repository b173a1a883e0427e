package dev.pendant.tck;

import dev.pendant.spi.Availability;
import dev.pendant.spi.Backend;
import dev.pendant.spi.BackendProvider;
import java.util.List;
import java.util.ServiceLoader;

/** What discovery relies on. Every method throws {@link AssertionError}. */
final class ProviderChecks {

  private final BackendProvider provider;

  ProviderChecks(BackendProvider provider) {
    this.provider = provider;
  }

  void idAndVersion() {
    check(
        provider.id().matches("[a-z0-9-]+"),
        "id '" + provider.id() + "' must be lower case letters, digits and hyphens");
    check(!provider.version().isBlank(), "version is blank");
  }

  /** Where the kit runs, the engine runs, and says the same when asked again. */
  void isAvailable() {
    for (int time = 1; time <= 2; time++) {
      Availability availability = provider.availability();
      check(
          availability.usable(),
          "is not usable, asked " + time + " times: " + availability.reason());
      check(!availability.reason().isBlank(), "usable, but without a remark such as the device");
    }
  }

  void opensItsOwnBackend() {
    try (Backend backend = provider.open()) {
      check(
          backend.id().equals(provider.id()),
          "opens a backend that calls itself '" + backend.id() + "'");
      check(!backend.version().isBlank(), "its backend's version is blank");
      check(!backend.device().isBlank(), "its backend's device is blank");
      check(backend.liveArrays() == 0, "its new backend has " + backend.liveArrays() + " arrays");
    }
  }

  void isFoundByServiceLoader() {
    List<? extends Class<?>> found =
        ServiceLoader.load(BackendProvider.class).stream()
            .map(ServiceLoader.Provider::type)
            .toList();
    check(
        found.contains(provider.getClass()),
        "is not in META-INF/services/" + BackendProvider.class.getName() + "; found " + found);
  }

  /**
   * Making a provider and asking for its id loads no class of the engine, so nothing native either.
   */
  void constructorTouchesNoEngine() throws ReflectiveOperationException {
    RecordingLoader loader = new RecordingLoader(provider.getClass());
    try {
      Object fresh = loader.loadClass(provider.getClass().getName()).getConstructor().newInstance();
      fresh.getClass().getMethod("id").invoke(fresh);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(provider.getClass() + " has no public constructor to find", e);
    }
    check(
        loader.foreign().isEmpty(),
        "its constructor or id() loads engine classes " + loader.foreign());
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(provider.getClass().getName() + ": " + otherwise);
    }
  }
}
