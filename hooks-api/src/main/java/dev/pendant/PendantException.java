package dev.pendant;

import org.jspecify.annotations.Nullable;

/**
 * The parent of every exception Pendant throws of its own accord; catching it catches no bug of the
 * caller's.
 */
public class PendantException extends RuntimeException {

  public PendantException(String message) {
    super(message);
  }

  public PendantException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
