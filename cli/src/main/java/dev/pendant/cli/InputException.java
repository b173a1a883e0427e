package dev.pendant.cli;

import dev.pendant.PendantException;
import org.jspecify.annotations.Nullable;

/** A file given to the command cannot be used, or one it makes cannot be written. */
final class InputException extends PendantException {

  InputException(String message) {
    this(message, null);
  }

  InputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
