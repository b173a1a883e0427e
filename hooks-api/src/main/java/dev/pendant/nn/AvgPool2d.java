package dev.pendant.nn;

import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;

/** Mean of each window of [n, c, h, w]. */
public final class AvgPool2d extends OpLayer<Op.AvgPool2d> {

  /** Square windows without padding. */
  public AvgPool2d(int kernel, int stride) {
    this(new Op.AvgPool2d(Size.square(kernel), Size.square(stride), Padding.NONE, false, true));
  }

  public AvgPool2d(Op.AvgPool2d attributes) {
    super(attributes);
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new AvgPool2d(op());
  }
}
