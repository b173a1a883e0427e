package dev.pendant.nn;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** {@code x weight^T + bias} over the last axis, weight [out, in], bias [out]. */
public final class Linear extends WeightedLayer {

  public Linear(Tensor weight, @Nullable Tensor bias) {
    super(weight, bias);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Operators.apply(new Op.Linear(), withWeights(x));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new Linear(copies.parameter("weight"), copies.optional("bias"));
  }
}
