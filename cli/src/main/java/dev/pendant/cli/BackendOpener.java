package dev.pendant.cli;

import com.google.inject.Inject;
import dev.pendant.BackendException;
import dev.pendant.Backends;
import dev.pendant.spi.Backend;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens the backend that a command was told to use. */
final class BackendOpener {

  private static final Pattern CALL = Pattern.compile(", (\\S+) or Backends\\.open\\(\"ID\"\\)");

  private final Backends backends;

  @Inject
  BackendOpener(Backends backends) {
    this.backends = backends;
  }

  /**
   * Opens a backend, which the caller closes.
   *
   * @param requested the option's value; null leaves the choice to the settings
   * @throws UsageException if another choice would have worked
   * @throws BackendException if none could have
   */
  Backend open(@Nullable String requested) {
    try {
      return backends.open(requested);
    } catch (BackendException e) {
      if (chosenWrongly(requested)) {
        throw new UsageException(inWordsOfTheCommand(e), e);
      }
      throw e;
    }
  }

  private boolean chosenWrongly(@Nullable String requested) {
    return backends.candidates().stream().noneMatch(found -> found.id().equals(requested))
        && backends.candidates().stream().anyMatch(found -> found.availability().usable());
  }

  /** The library's also says what a program would call. */
  private static String inWordsOfTheCommand(BackendException e) {
    return CALL.matcher(String.valueOf(e.getMessage())).replaceAll(" or $1");
  }
}
