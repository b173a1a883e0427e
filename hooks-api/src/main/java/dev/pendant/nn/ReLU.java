package dev.pendant.nn;

import dev.pendant.op.Op;

/** {@code max(x, 0)}. */
public final class ReLU extends OpLayer {

  public ReLU() {
    super(new Op.Relu());
  }
}
