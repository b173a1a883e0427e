package dev.pendant.cam.attribution;

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
    int samples = evidence.activation().samples();
    for (int from = 0; from < places.length; from += most) {
      int first = from;
      int count = Math.min(most, places.length - first);
      try (Scope scope = Scope.open()) {
        Tensor rows =
            ChangedInputs.rows(
                evidence.network(),
                count,
                (copy, sample, values) -> scale(values, places[first + copy]));
        Evidence there = evidence.withInput(rows);
        Features activation = there.activation();
        Features gradient = there.gradient();
        for (int row = 0; row < count * samples; row++) {
          visitor.visit(first + row / samples, row % samples, activation, gradient, row);
        }
      }
    }
  }

  private static void scale(double[] values, double place) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= place;
    }
  }
}
