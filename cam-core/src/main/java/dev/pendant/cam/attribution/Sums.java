package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.Variants;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Adds up gradients, or functions of them, over changed inputs. */
final class Sums {

  private final Features like;
  private final double[][] sums;

  Sums(Features like) {
    this.like = like;
    sums = new double[like.samples()][like.channels() * like.positions()];
  }

  /** The gradient of the objective with respect to the input. */
  static Features gradient(Evidence evidence) {
    return ofGradients(evidence, 1, (variant, sample, values) -> {}, new double[] {1});
  }

  /** The gradient at some changed inputs, weighted. */
  static Features ofGradients(Evidence evidence, int count, Variants.Edit edit, double[] weights) {
    Sums sums = new Sums(evidence.network().input());
    evidence
        .network()
        .variants()
        .gradients(
            evidence.objective(),
            count,
            edit,
            (variant, sample, gradient) ->
                sums.add(sample, gradient, value -> weights[variant] * value));
    return sums.features();
  }

  void add(int sample, double[] values, DoubleUnaryOperator term) {
    for (int i = 0; i < values.length; i++) {
      sums[sample][i] += term.applyAsDouble(values[i]);
    }
  }

  double[] of(int sample) {
    return sums[sample];
  }

  Features features() {
    double[] all = new double[sums.length * like.channels() * like.positions()];
    for (int sample = 0; sample < sums.length; sample++) {
      System.arraycopy(sums[sample], 0, all, sample * sums[sample].length, sums[sample].length);
    }
    return Features.of(like.samples(), like.channels(), like.spatial(), all);
  }

  /** The values of each sample, [channels, positions]. */
  static double[][] rows(Features features) {
    return IntStream.range(0, features.samples())
        .mapToObj(features::sample)
        .toArray(double[][]::new);
  }

  /** Two sets of features made one, value by value. */
  static Features combined(
      Features a, Features b, java.util.function.DoubleBinaryOperator function) {
    double[] all = new double[a.samples() * a.channels() * a.positions()];
    int at = 0;
    for (int sample = 0; sample < a.samples(); sample++) {
      for (int k = 0; k < a.channels(); k++) {
        for (int p = 0; p < a.positions(); p++) {
          all[at++] = function.applyAsDouble(a.at(sample, k, p), b.at(sample, k, p));
        }
      }
    }
    return Features.of(a.samples(), a.channels(), a.spatial(), all);
  }
}
