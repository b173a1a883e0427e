package dev.pendant;

import dev.pendant.BackendRequest.Lookup;
import dev.pendant.spi.Backend;
import dev.pendant.spi.BackendProvider;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backends on the class path, and the choice of one. An ordinary object: make one where it is
 * needed, make another to look again. Finding backends touches nothing native; asking for their
 * {@link BackendCandidate#availability()} or opening one does.
 *
 * <p>Which backend is opened, strongest first: the argument of {@link #open(String)}; the system
 * property {@code pendant.backend}; the environment variable {@code PENDANT_BACKEND}; the only
 * usable one. Where several are usable and none was named, none is opened.
 *
 * <p>Safe for use by several threads. A backend can always be had without this class, by making its
 * provider.
 */
public final class Backends {

  private final List<BackendCandidate> candidates;
  private final List<BackendFailure> failures;
  private final String searched;
  private final Lookup properties;
  private final Lookup environment;
  private final Logger log;
  private final Set<String> announced = ConcurrentHashMap.newKeySet();

  Backends(List<ClassLoader> loaders, Lookup properties, Lookup environment, Logger log) {
    ProviderScan scan = new ProviderScan(loaders);
    this.candidates = scan.candidates();
    this.failures = scan.failures();
    this.searched =
        loaders.stream().map(LoaderName::of).collect(Collectors.joining(", ", "class loader ", ""));
    this.properties = properties;
    this.environment = environment;
    this.log = log;
    report();
    refuseDuplicateIds();
  }

  /**
   * Looks through the class loader of Pendant itself, then the context class loader of this thread.
   * Providers that cannot be loaded are logged as warnings and kept in {@link #failures()}.
   *
   * @throws BackendException if two backends have the same id
   */
  public static Backends discover() {
    ClassLoader own = BackendProvider.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    loaders.add(own == null ? ClassLoader.getSystemClassLoader() : own);
    if (context != null) {
      loaders.add(context);
    }
    return discover(List.copyOf(loaders));
  }

  /**
   * Looks through one class loader and its parents.
   *
   * @throws BackendException if two backends have the same id
   */
  public static Backends discover(ClassLoader loader) {
    return discover(List.of(Objects.requireNonNull(loader, "loader")));
  }

  private static Backends discover(List<ClassLoader> loaders) {
    return new Backends(
        loaders, System::getProperty, System::getenv, LoggerFactory.getLogger(Backends.class));
  }

  /** What was found, sorted by id, whether or not it can run here. */
  public List<BackendCandidate> candidates() {
    return candidates;
  }

  /** What could not be loaded. */
  public List<BackendFailure> failures() {
    return failures;
  }

  /**
   * Opens the backend that the settings name, else the only usable one.
   *
   * @throws BackendException as {@link #open(String)}
   */
  public Backend open() {
    return open(null);
  }

  /**
   * Opens a backend, which the caller closes.
   *
   * @param requested an id such as {@code djl}; null leaves the choice to the settings
   * @throws BackendException if none was found, the one asked for is absent or cannot run, none can
   *     run, or several can and none was chosen
   */
  public Backend open(@Nullable String requested) {
    BackendRequest request = BackendRequest.strongest(requested, properties, environment);
    BackendCandidate chosen = request == null ? onlyUsable() : named(request);
    Backend backend = chosen.open();
    if (announced.add(chosen.id())) {
      announce(chosen, request == null);
    }
    return backend;
  }

  /** Whoever left the choice to us should learn what was passed over, and why. */
  private void announce(BackendCandidate chosen, boolean others) {
    log.info("Using backend {}", chosen);
    for (BackendCandidate other : candidates) {
      if (others && other != chosen) {
        log.info(BackendMessages.cannotRun(other, other.availability()));
      }
    }
  }

  /** Finds without probing: a broken neighbour costs nothing when another is asked for. */
  private BackendCandidate named(BackendRequest request) {
    return candidates.stream()
        .filter(candidate -> candidate.id().equals(request.id()))
        .findFirst()
        .orElseThrow(
            () ->
                new BackendException(
                    BackendMessages.absent(request, ids(), searched, failures), firstFailure()));
  }

  private BackendCandidate onlyUsable() {
    if (candidates.isEmpty()) {
      throw new BackendException(BackendMessages.noneFound(searched, failures), firstFailure());
    }
    List<BackendCandidate> usable =
        candidates.stream().filter(candidate -> candidate.availability().usable()).toList();
    if (usable.size() > 1) {
      throw new BackendException(BackendMessages.severalUsable(usable), null);
    }
    if (usable.isEmpty()) {
      Throwable cause = candidates.get(0).availability().cause();
      throw new BackendException(
          BackendMessages.noneUsable(candidates, failures),
          cause == null ? firstFailure() : Causes.first(cause));
    }
    return usable.get(0);
  }

  private List<String> ids() {
    return candidates.stream().map(BackendCandidate::id).toList();
  }

  private @Nullable Throwable firstFailure() {
    return failures.isEmpty() ? null : failures.get(0).cause();
  }

  private void report() {
    for (BackendFailure failure : failures) {
      log.warn("A backend could not be loaded: {}", failure.reason());
      log.debug("Its first cause", failure.cause());
    }
  }

  private void refuseDuplicateIds() {
    for (int i = 1; i < candidates.size(); i++) {
      if (candidates.get(i - 1).id().equals(candidates.get(i).id())) {
        throw new BackendException(
            BackendMessages.duplicate(candidates.get(i - 1), candidates.get(i)), null);
      }
    }
  }
}
