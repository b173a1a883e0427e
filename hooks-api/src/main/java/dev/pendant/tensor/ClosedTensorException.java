package dev.pendant.tensor;

import dev.pendant.PendantException;

/** A tensor was used after it was closed, by hand or with the scope that owned it. */
public final class ClosedTensorException extends PendantException {

  public ClosedTensorException(Spec spec, String origin) {
    super(
        "tensor "
            + spec
            + " made by "
            + origin
            + " was used after it was closed; call keep() on it before its scope ends, or open the scope further"
            + " out");
  }
}
