package dev.pendant.cam;

import dev.pendant.PendantException;

/** A module cannot serve as target layer. */
public final class LayerException extends PendantException {

  public LayerException(String message) {
    super(message);
  }
}
