package dev.pendant;

import dev.pendant.internal.Spelling;
import dev.pendant.spi.Availability;
import dev.pendant.spi.BackendProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What choosing a backend says when it fails; each text is one line. */
final class BackendMessages {

  private static final String SERVICE = BackendProvider.class.getName();

  private static final String FAT_JAR_HINT =
      "in a fat jar, merge the files META-INF/services/" + SERVICE;

  private BackendMessages() {}

  static String noneFound(String searched, List<BackendFailure> failures) {
    List<String> parts = new ArrayList<>();
    parts.add("No backend found: " + searched + " sees no " + SERVICE);
    parts.add("add " + coordinates(KnownBackends.IDS) + " to the class path");
    parts.add(FAT_JAR_HINT);
    addFailures(parts, failures);
    return String.join("; ", parts);
  }

  static String absent(
      BackendRequest request,
      Collection<String> available,
      String searched,
      List<BackendFailure> failures) {
    TreeSet<String> addable = new TreeSet<>(KnownBackends.IDS);
    addable.removeAll(available);
    TreeSet<String> ids = new TreeSet<>(available);
    ids.addAll(KnownBackends.IDS);
    Optional<String> meant =
        Spelling.closest(request.id(), ids).filter(id -> !id.equals(request.id()));

    List<String> remarks = new ArrayList<>();
    if (!request.origin().isEmpty()) {
      remarks.add("named by " + request.origin());
    }
    meant.ifPresent(id -> remarks.add("did you mean \"" + id + "\"?"));

    List<String> parts = new ArrayList<>();
    parts.add(
        "No backend \""
            + Causes.oneLine(request.id())
            + "\""
            + (remarks.isEmpty() ? "" : " (" + String.join(", ", remarks) + ")"));
    parts.add(
        available.isEmpty()
            ? searched + " sees none"
            : "available: " + String.join(", ", available));
    String wanted = meant.orElse(request.id());
    if (addable.contains(wanted)) {
      parts.add("add " + coordinates(List.of(wanted)) + " to the class path");
    } else if (!addable.isEmpty()) {
      parts.add("to have more, add " + coordinates(addable) + " to the class path");
    }
    if (available.isEmpty()) {
      parts.add(FAT_JAR_HINT);
    }
    addFailures(parts, failures);
    return String.join("; ", parts);
  }

  static String severalUsable(List<BackendCandidate> usable) {
    return "Several backends are usable and none was chosen: "
        + join(usable)
        + "; choose with --backend ID, -D"
        + BackendRequest.PROPERTY
        + "=ID, "
        + BackendRequest.VARIABLE
        + "=ID or Backends.open(\"ID\")";
  }

  static String noneUsable(List<BackendCandidate> candidates, List<BackendFailure> failures) {
    List<String> parts = new ArrayList<>();
    candidates.forEach(candidate -> parts.add(candidate + ": " + why(candidate.availability())));
    addFailures(parts, failures);
    return "No backend can run here: " + String.join("; ", parts);
  }

  static String cannotRun(BackendCandidate candidate, Availability availability) {
    return "Backend " + candidate + " cannot run here: " + why(availability);
  }

  static String didNotOpen(BackendCandidate candidate, Throwable thrown) {
    return "Backend "
        + candidate
        + " said it can run here but did not open: "
        + Causes.describe(Causes.first(thrown));
  }

  static String duplicate(BackendCandidate one, BackendCandidate other) {
    return "Two backends have the id \""
        + one.id()
        + "\": "
        + one.providerClass()
        + " in "
        + one.location()
        + " and "
        + other.providerClass()
        + " in "
        + other.location()
        + "; remove one of them from the class path";
  }

  /** The reason, and the first cause unless the reason quotes it. */
  static String why(Availability availability) {
    String reason = Causes.oneLine(availability.reason());
    if (availability.cause() == null) {
      return reason;
    }
    Throwable first = Causes.first(availability.cause());
    String message = first.getMessage();
    boolean quoted = message != null && reason.contains(Causes.oneLine(message));
    return quoted ? reason : reason + ", because of " + Causes.describe(first);
  }

  private static String join(List<BackendCandidate> candidates) {
    return candidates.stream().map(BackendCandidate::toString).collect(Collectors.joining("; "));
  }

  private static String coordinates(Collection<String> ids) {
    return ids.stream().map(KnownBackends::coordinates).collect(Collectors.joining(" or "));
  }

  private static void addFailures(List<String> parts, List<BackendFailure> failures) {
    failures.forEach(failure -> parts.add("failed to load: " + failure.reason()));
  }
}
