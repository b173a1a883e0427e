package dev.pendant.nn;

import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;

/** Largest value of each window of [n, c, h, w]. */
public final class MaxPool2d extends OpLayer<Op.MaxPool2d> {

  /** Square windows without padding. */
  public MaxPool2d(int kernel, int stride) {
    this(new Op.MaxPool2d(Size.square(kernel), Size.square(stride), Padding.NONE, Size.ONE, false));
  }

  public MaxPool2d(Op.MaxPool2d attributes) {
    super(attributes);
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new MaxPool2d(op());
  }
}
