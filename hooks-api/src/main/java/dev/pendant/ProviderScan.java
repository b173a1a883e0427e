package dev.pendant;

import dev.pendant.spi.BackendProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the providers that some class loaders see. A broken provider becomes a {@link
 * BackendFailure} and never hides the others. Used once, by one thread.
 */
final class ProviderScan {

  /** A loader that fails this often in a row will not recover; some would fail for ever. */
  static final int MOST_FAILURES_IN_A_ROW = 32;

  private static final String MESSAGE_PREFIX = BackendProvider.class.getName() + ": ";

  private final List<BackendCandidate> candidates = new ArrayList<>();
  private final List<BackendFailure> failures = new ArrayList<>();

  ProviderScan(List<ClassLoader> loaders) {
    loaders.forEach(this::scan);
    candidates.sort(
        Comparator.comparing(BackendCandidate::id)
            .thenComparing(BackendCandidate::providerClass)
            .thenComparing(BackendCandidate::location));
  }

  /** Sorted by id. */
  List<BackendCandidate> candidates() {
    return List.copyOf(candidates);
  }

  List<BackendFailure> failures() {
    return List.copyOf(failures);
  }

  /**
   * {@code hasNext()} needs the guard too: it throws a bare NoClassDefFoundError where a provider's
   * superclass is absent, and goes on with the next provider when asked again.
   */
  private void scan(ClassLoader loader) {
    Iterator<BackendProvider> providers =
        ServiceLoader.load(BackendProvider.class, loader).iterator();
    int failuresInARow = 0;
    while (failuresInARow < MOST_FAILURES_IN_A_ROW) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        found(providers.next());
        failuresInARow = 0;
      } catch (ServiceConfigurationError | LinkageError e) {
        failuresInARow++;
        failed(reason(e), e);
      }
    }
    failed(
        "gave up on class loader "
            + LoaderName.of(loader)
            + " after "
            + MOST_FAILURES_IN_A_ROW
            + " failures in a row; providers after them were not seen",
        failures.get(failures.size() - 1).cause());
  }

  private void found(BackendProvider provider) {
    String name = provider.getClass().getName();
    try {
      String id = provider.id();
      String version = provider.version();
      if (id == null || id.isBlank() || version == null) {
        String answers = "id " + quoted(id) + " and version " + quoted(version);
        failed(
            name + " answers " + answers + "; both must be given",
            new BackendException(answers, null));
        return;
      }
      BackendCandidate candidate = new BackendCandidate(provider, id, version);
      if (candidates.stream().noneMatch(known -> sameProvider(known, candidate))) {
        candidates.add(candidate);
      }
    } catch (RuntimeException e) {
      failed(name + " cannot tell its id and version: " + Causes.describe(Causes.first(e)), e);
    }
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }

  /** The same class file, met again through a second loader. */
  private static boolean sameProvider(BackendCandidate one, BackendCandidate other) {
    return one.providerClass().equals(other.providerClass())
        && one.location().equals(other.location());
  }

  private void failed(String reason, Throwable thrown) {
    BackendFailure failure = new BackendFailure(reason, Causes.first(thrown));
    if (failures.stream().noneMatch(known -> known.reason().equals(reason))) {
      failures.add(failure);
    }
  }

  private static String reason(Throwable thrown) {
    String first = Causes.describe(Causes.first(thrown));
    if (thrown instanceof LinkageError) {
      return first + " (a provider, or what it needs, is incomplete on the class path)";
    }
    String message = String.valueOf(thrown.getMessage());
    if (message.startsWith(MESSAGE_PREFIX)) {
      message = message.substring(MESSAGE_PREFIX.length());
    }
    message = Causes.oneLine(message);
    return thrown.getCause() == null ? message : message + ": " + first;
  }
}
