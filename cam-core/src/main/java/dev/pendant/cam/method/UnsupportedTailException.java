package dev.pendant.cam.method;

import dev.pendant.PendantException;

/** A method needs another kind of model after the target layer. */
public final class UnsupportedTailException extends PendantException {

  public UnsupportedTailException(String message) {
    super(message);
  }
}
