package dev.pendant.tools;

import dev.pendant.PendantException;

/** A value that must be finite is NaN or infinite. */
public final class NonFiniteException extends PendantException {

  public NonFiniteException(String message) {
    super(message);
  }
}
