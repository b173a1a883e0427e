package dev.pendant.nn;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code x weight^T + bias} over the last axis, weight [out, in], bias [out]. */
public final class Linear extends Layer {

  private final Tensor weight;
  private final @Nullable Tensor bias;

  public Linear(Tensor weight, @Nullable Tensor bias) {
    this.weight = registerParameter("weight", weight);
    this.bias = registerOptional("bias", bias);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Operators.apply(
        new Op.Linear(), bias == null ? List.of(x, weight) : List.of(x, weight, bias));
  }
}
