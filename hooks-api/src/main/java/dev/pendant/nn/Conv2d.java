package dev.pendant.nn;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cross-correlation of [n, in, h, w] with weight [out, in / groups, kh, kw] and bias [out]. */
public final class Conv2d extends Layer {

  private final Op.Conv2d op;
  private final Tensor weight;
  private final @Nullable Tensor bias;

  /** Stride 1, no padding. */
  public Conv2d(Tensor weight, @Nullable Tensor bias) {
    this(weight, bias, new Op.Conv2d(Size.ONE, Padding.NONE, Size.ONE, 1));
  }

  public Conv2d(Tensor weight, @Nullable Tensor bias, Op.Conv2d attributes) {
    this.op = attributes;
    this.weight = registerParameter("weight", weight);
    this.bias = registerOptional("bias", bias);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Operators.apply(op, bias == null ? List.of(x, weight) : List.of(x, weight, bias));
  }
}
