package dev.pendant.nn;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.List;

/** Normalises each channel of [n, c, h, w] by its running statistics, all of shape [c]. */
public final class BatchNorm2d extends Layer {

  private final double epsilon;
  private final Tensor weight;
  private final Tensor bias;
  private final Tensor runningMean;
  private final Tensor runningVar;

  public BatchNorm2d(
      Tensor weight, Tensor bias, Tensor runningMean, Tensor runningVar, double epsilon) {
    this.epsilon = epsilon;
    this.weight = registerParameter("weight", weight);
    this.bias = registerParameter("bias", bias);
    this.runningMean = registerBuffer("running_mean", runningMean);
    this.runningVar = registerBuffer("running_var", runningVar);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Operators.apply(
        new Op.BatchNorm(epsilon, false), List.of(x, weight, bias, runningMean, runningVar));
  }
}
