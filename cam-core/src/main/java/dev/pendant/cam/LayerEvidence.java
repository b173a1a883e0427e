package dev.pendant.cam;

import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Tail;
import dev.pendant.cam.target.Objective;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What a run shows for one target; the gradient is computed once, when asked for. */
final class TargetEvidence implements Evidence {

  private final SplitRun run;
  private final Tensor output;
  private final Objective objective;
  private final Tensor activation;
  private @Nullable Tensor gradient;

  TargetEvidence(SplitRun run, Tensor output, Objective objective) {
    this.run = run;
    this.output = output;
    this.objective = objective;
    this.activation = run.activation();
  }

  @Override
  public String layer() {
    return run.layer();
  }

  @Override
  public Tensor activation() {
    return activation;
  }

  @Override
  public Tensor gradient() {
    if (gradient == null) {
      gradient = run.gradient(output, seed());
    }
    return gradient;
  }

  @Override
  public Objective objective() {
    return objective;
  }

  @Override
  public Tail tail() {
    return run.tail(output);
  }

  private Tensor seed() {
    double[] values = objective.seed();
    long[] shape = output.shape().toArray();
    if (output.type() == DType.FLOAT64) {
      return Tensor.of(output.backend(), values, shape);
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.of(output.backend(), floats, shape);
  }
}
