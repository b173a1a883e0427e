package dev.pendant.cam.attribution;

import dev.pendant.cam.internal.HostValues;
import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;

/** Looks at a layer along the straight way from an input of zeros to the input. */
final class Path {

  /** Takes what the layer shows at one place. */
  @FunctionalInterface
  interface Visitor {

    /**
     * @param row of the features that belongs to the sample
     */
    void visit(int place, int sample, Features activation, Features gradient, int row);
  }

  private Path() {}

  /** Visits places in order, several runs at a time. */
  static void walk(Evidence evidence, double[] places, Visitor visitor) {
    int most = evidence.network().copiesPerRun();
    Tensor base = evidence.network().tensor();
    double[] input = base.toDoubleArray();
    int samples = base.shape().getInt(0);
    for (int first = 0; first < places.length; first += most) {
      int count = Math.min(most, places.length - first);
      double[] rows = new double[count * input.length];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = places[first + i / input.length] * input[i % input.length];
      }
      try (Scope scope = Scope.open()) {
        Evidence there =
            evidence.withInput(
                HostValues.like(
                    base, rows, base.shape().with(0, (long) count * samples).toArray()));
        Features activation = there.activation();
        Features gradient = there.gradient();
        for (int row = 0; row < count * samples; row++) {
          visitor.visit(first + row / samples, row % samples, activation, gradient, row);
        }
      }
    }
  }
}
