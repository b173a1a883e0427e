package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.Scores;
import dev.pendant.cam.target.Target;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;

/** Holds the gradient of a target to what its values do when the output changes a little. */
final class FiniteDifferences {

  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-6;

  private FiniteDifferences() {}

  static void check(Backend backend, Target target, double[] output, long... shape) {
    Tensor at = Tensor.of(backend, output, shape);
    Objective objective = target.objective(Scores.of(at));
    double[] expected = new double[output.length];
    for (int i = 0; i < output.length; i++) {
      expected[i] =
          (sum(backend, objective, moved(output, i, STEP), shape)
                  - sum(backend, objective, moved(output, i, -STEP), shape))
              / (2 * STEP);
    }

    assertThat(objective.gradient(at).toDoubleArray()).containsExactly(expected, within(TOLERANCE));
    assertThat(Arrays.stream(expected).map(Math::abs).sum()).isGreaterThan(100 * TOLERANCE);
  }

  private static double sum(Backend backend, Objective objective, double[] output, long... shape) {
    try (Scope scope = Scope.open()) {
      Tensor values = objective.values(Tensor.of(backend, output, shape));
      return Arrays.stream(values.toDoubleArray()).sum();
    }
  }

  private static double[] moved(double[] values, int at, double step) {
    double[] moved = values.clone();
    moved[at] += step;
    return moved;
  }
}
