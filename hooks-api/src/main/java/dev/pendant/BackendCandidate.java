package dev.pendant;

import dev.pendant.spi.Availability;
import dev.pendant.spi.Backend;
import dev.pendant.spi.BackendProvider;
import org.jspecify.annotations.Nullable;

/** A backend that was found, whether or not it can run here. Safe for use by several threads. */
public final class BackendCandidate {

  private final BackendProvider provider;
  private final String id;
  private final String version;
  private final String location;
  private @Nullable Availability availability;

  BackendCandidate(BackendProvider provider, String id, String version) {
    this.provider = provider;
    this.id = id;
    this.version = version;
    this.location = CodeLocation.of(provider.getClass());
  }

  /** The name to choose it by, such as {@code djl}. */
  public String id() {
    return id;
  }

  /** Version of the engine's Java side. */
  public String version() {
    return version;
  }

  /** Full name of the class that offers it. */
  public String providerClass() {
    return provider.getClass().getName();
  }

  /** The jar or folder it came from, for people to read. */
  public String location() {
    return location;
  }

  /**
   * Whether it can run here. The first call does something native and may take seconds; later calls
   * give the same answer at once. Never throws.
   */
  public synchronized Availability availability() {
    Availability known = availability;
    if (known == null) {
      known = probe();
      availability = known;
    }
    return known;
  }

  private Availability probe() {
    try {
      Availability answer = provider.availability();
      if (answer != null) {
        return answer;
      }
      return Availability.unusable(providerClass() + ".availability() returned null", null);
    } catch (RuntimeException | LinkageError e) {
      return Availability.unusable(providerClass() + ".availability() threw", e);
    }
  }

  /**
   * @throws BackendException if it cannot run here, with the first real cause
   */
  Backend open() {
    Availability answer = availability();
    if (!answer.usable()) {
      throw new BackendException(
          BackendMessages.cannotRun(this, answer),
          answer.cause() == null ? null : Causes.first(answer.cause()));
    }
    try {
      return provider.open();
    } catch (RuntimeException | LinkageError e) {
      throw new BackendException(BackendMessages.didNotOpen(this, e), Causes.first(e));
    }
  }

  /** Id, version and location. */
  @Override
  public String toString() {
    return id + " " + version + " (" + location + ")";
  }
}
