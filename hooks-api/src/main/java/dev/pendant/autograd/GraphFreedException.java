package dev.pendant.autograd;

import dev.pendant.PendantException;

/** A backward pass reached a part of the tape that is gone. */
public final class GraphFreedException extends PendantException {

  public GraphFreedException(String message) {
    super(message);
  }
}
