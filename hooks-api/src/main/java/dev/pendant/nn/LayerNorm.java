package dev.pendant.nn;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Normalises over the trailing axes, whose extents are those of weight and bias. */
public final class LayerNorm extends Layer {

  private final double epsilon;

  public LayerNorm(Tensor weight, Tensor bias, double epsilon) {
    this.epsilon = epsilon;
    registerParameter("weight", weight);
    registerParameter("bias", bias);
  }

  @Override
  protected Tensor forward(Tensor x) {
    List<Integer> axes = IntStream.range(-parameter("weight").shape().rank(), 0).boxed().toList();
    return Operators.apply(
        new Op.LayerNorm(axes, epsilon), List.of(x, parameter("weight"), parameter("bias")));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new LayerNorm(copies.parameter("weight"), copies.parameter("bias"), epsilon);
  }
}
