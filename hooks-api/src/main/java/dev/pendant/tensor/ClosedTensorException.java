package dev.pendant.tensor;

import dev.pendant.PendantException;

/**
 * A tensor was used after it was closed, by hand or with the scope that owned it; or a gradient
 * handed to a module's or node's hooks was first read after they had run.
 */
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

  private ClosedTensorException(String message) {
    super(message);
  }

  /** A gradient's slot was first read after the hook it was handed to had returned. */
  public static ClosedTensorException neverRead(Spec spec, String origin) {
    return new ClosedTensorException(
        origin
            + ", "
            + spec
            + ", was not read while its hooks ran, so its memory was given back; read the slot in the hook, as in"
            + " gradients.get(0), and store that tensor");
  }
}
