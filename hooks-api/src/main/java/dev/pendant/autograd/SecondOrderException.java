package dev.pendant.autograd;

import dev.pendant.PendantException;

/**
 * A backward pass was to be recorded, and came to an operator whose backward is not made of
 * operators.
 */
public final class SecondOrderException extends PendantException {

  public SecondOrderException(String message) {
    super(message);
  }
}
