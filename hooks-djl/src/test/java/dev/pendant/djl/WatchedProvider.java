package dev.pendant.djl;

import dev.pendant.spi.Availability;
import dev.pendant.spi.Backend;
import dev.pendant.spi.BackendProvider;

/** The provider, remembering what it opened last so that a test can look behind the counter. */
final class WatchedProvider implements BackendProvider {

  private final DjlProvider provider = new DjlProvider();
  private DjlBackend opened = (DjlBackend) provider.open();

  DjlBackend opened() {
    return opened;
  }

  @Override
  public String id() {
    return provider.id();
  }

  @Override
  public String version() {
    return provider.version();
  }

  @Override
  public Availability availability() {
    return provider.availability();
  }

  @Override
  public Backend open() {
    opened.close();
    opened = (DjlBackend) provider.open();
    return opened;
  }
}
