package dev.pendant.nn;

import dev.pendant.op.Op;

/** {@code 1 / (1 + e ** -x)}. */
public final class Sigmoid extends OpLayer<Op.Sigmoid> {

  public Sigmoid() {
    super(new Op.Sigmoid());
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new Sigmoid();
  }
}
