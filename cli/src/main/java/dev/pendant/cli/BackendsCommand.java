package dev.pendant.cli;

import com.google.inject.Inject;
import com.google.inject.Provider;
import dev.pendant.BackendCandidate;
import dev.pendant.BackendFailure;
import dev.pendant.Backends;
import dev.pendant.spi.Availability;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists every backend on the class path and tries each. */
@Command(
    name = "backends",
    description =
        "Lists every backend found: its version, where it came from, and whether it can run here.",
    mixinStandardHelpOptions = true)
final class BackendsCommand implements Callable<Integer> {

  private final Console console;
  private final Provider<Backends> backends;

  @Inject
  BackendsCommand(Console console, Provider<Backends> backends) {
    this.console = console;
    this.backends = backends;
  }

  @Override
  public Integer call() {
    Backends found = backends.get();
    if (found.candidates().isEmpty()) {
      found.open(); // Throws, and knows best what to say of an empty class path.
    }
    Table table = new Table("backend", "version", "from", "can run");
    for (BackendCandidate candidate : found.candidates()) {
      Availability availability = candidate.availability();
      table.row(
          candidate.id(),
          candidate.version(),
          candidate.location(),
          (availability.usable() ? "yes: " : "no: ") + availability.reason());
    }
    for (BackendFailure failure : found.failures()) {
      table.row("?", "?", "?", "no: " + failure.reason());
    }
    table.lines().forEach(console::say);
    return ExitCodes.DONE;
  }
}
