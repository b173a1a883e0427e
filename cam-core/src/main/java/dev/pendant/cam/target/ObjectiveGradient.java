package dev.pendant.cam.target;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.internal.HostValues;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.Collections;
import java.util.List;

/** The gradient of an objective with respect to a model's output. */
final class ObjectiveGradient {

  private ObjectiveGradient() {}

  /**
   * Of the sum over all rows.
   *
   * @param samples which sample each row belongs to
   * @throws TargetException if the target does not depend on the output
   */
  static Tensor of(Objective objective, Tensor output, int[] samples) {
    return objective.isScore()
        ? oneHot(objective.classes(), output, samples)
        : recorded(objective, output, samples);
  }

  /** Known without a tape. */
  private static Tensor oneHot(List<Integer> classes, Tensor output, int[] samples) {
    double[] seed = new double[Math.toIntExact(output.shape().elements())];
    int columns = seed.length / samples.length;
    for (int row = 0; row < samples.length; row++) {
      seed[row * columns + classes.get(samples[row])] = 1;
    }
    return HostValues.like(output, seed, output.shape().toArray());
  }

  private static Tensor recorded(Objective objective, Tensor output, int[] samples) {
    try (GradMode.Guard on = GradMode.set(true)) {
      Tensor leaf = output.detach().requireGrad();
      Tensor all = objective.values(leaf, samples);
      Tensors gradient =
          all.requiresGrad()
              ? Autograd.grad(all.sum(), List.of(leaf))
              : Tensors.ofSlots(Collections.singletonList(null));
      if (!gradient.isPresent(0)) {
        throw new TargetException(
            "the target does not depend on the model's output "
                + output.spec()
                + "; return operators on it, not a constant or something detached");
      }
      return gradient.get(0);
    }
  }
}
