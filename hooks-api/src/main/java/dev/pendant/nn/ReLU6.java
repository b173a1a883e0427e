package dev.pendant.nn;

import dev.pendant.op.Op;

/** {@code min(max(x, 0), 6)}. */
public final class ReLU6 extends OpLayer<Op.Clamp> {

  public ReLU6() {
    super(new Op.Clamp(0, 6));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new ReLU6();
  }
}
