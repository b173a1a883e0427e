package dev.pendant.nn;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Normalises each channel of [n, c, h, w] by its running statistics, all of shape [c]. */
public final class BatchNorm2d extends Layer {

  private final double epsilon;

  public BatchNorm2d(
      Tensor weight, Tensor bias, Tensor runningMean, Tensor runningVar, double epsilon) {
    this(weight, bias, runningMean, runningVar, null, epsilon);
  }

  /**
   * The same with PyTorch's count of the batches seen in training, int64 of rank 0. It is not used;
   * it is kept so that state dicts go back and forth whole.
   */
  public BatchNorm2d(
      Tensor weight,
      Tensor bias,
      Tensor runningMean,
      Tensor runningVar,
      @Nullable Tensor batchesTracked,
      double epsilon) {
    this.epsilon = epsilon;
    registerParameter("weight", weight);
    registerParameter("bias", bias);
    registerBuffer("running_mean", runningMean);
    registerBuffer("running_var", runningVar);
    if (batchesTracked != null) {
      registerBuffer("num_batches_tracked", batchesTracked);
    }
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
        copies.optional("num_batches_tracked"),
        epsilon);
  }
}
