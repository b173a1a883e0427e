package dev.pendant.nn;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.List;

/** Normalises each channel of [n, c, h, w] by its running statistics, all of shape [c]. */
public final class BatchNorm2d extends Layer {

  private final double epsilon;

  public BatchNorm2d(
      Tensor weight, Tensor bias, Tensor runningMean, Tensor runningVar, double epsilon) {
    this.epsilon = epsilon;
    registerParameter("weight", weight);
    registerParameter("bias", bias);
    registerBuffer("running_mean", runningMean);
    registerBuffer("running_var", runningVar);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Operators.apply(
        new Op.BatchNorm(epsilon, false),
        List.of(
            x,
            parameter("weight"),
            parameter("bias"),
            buffer("running_mean"),
            buffer("running_var")));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new BatchNorm2d(
        copies.parameter("weight"),
        copies.parameter("bias"),
        copies.buffer("running_mean"),
        copies.buffer("running_var"),
        epsilon);
  }
}
