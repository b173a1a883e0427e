package dev.pendant.cam.target;

import dev.pendant.PendantException;

/** A target does not fit the model's scores, or these are no class scores. */
public final class TargetException extends PendantException {

  public TargetException(String message) {
    super(message);
  }
}
