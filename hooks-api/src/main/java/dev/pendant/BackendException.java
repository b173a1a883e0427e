package dev.pendant;

import org.jspecify.annotations.Nullable;

/**
 * No backend could be chosen or opened. The message is one line that says what was found, what was
 * wrong and what to do; the cause, if any, is the first real failure.
 */
public final class BackendException extends PendantException {

  BackendException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
