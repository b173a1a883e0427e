package dev.pendant.cli;

import dev.pendant.PendantException;
import org.jspecify.annotations.Nullable;

/** The command line asks for something that does not exist or does not fit together. */
final class UsageException extends PendantException {

  UsageException(String message) {
    this(message, null);
  }

  UsageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
