package dev.pendant.nn;

import dev.pendant.op.Op;

/** Gaussian error linear unit, in its exact form. */
public final class GELU extends OpLayer<Op.Gelu> {

  public GELU() {
    super(new Op.Gelu(false));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new GELU();
  }
}
