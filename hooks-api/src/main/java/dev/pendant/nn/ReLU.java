package dev.pendant.nn;

import dev.pendant.op.Op;

/** {@code max(x, 0)}. */
public final class ReLU extends OpLayer<Op.Relu> {

  public ReLU() {
    super(new Op.Relu());
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new ReLU();
  }
}
