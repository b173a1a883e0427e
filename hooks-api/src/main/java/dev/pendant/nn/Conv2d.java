package dev.pendant.nn;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Cross-correlation of [n, in, h, w] with weight [out, in / groups, kh, kw] and bias [out]. */
public final class Conv2d extends WeightedLayer {

  private final Op.Conv2d op;

  /** Stride 1, no padding. */
  public Conv2d(Tensor weight, @Nullable Tensor bias) {
    this(weight, bias, new Op.Conv2d(Size.ONE, Padding.NONE, Size.ONE, 1));
  }

  public Conv2d(Tensor weight, @Nullable Tensor bias, Op.Conv2d attributes) {
    super(weight, bias);
    this.op = attributes;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Operators.apply(op, withWeights(x));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new Conv2d(copies.parameter("weight"), copies.optional("bias"), op);
  }
}
