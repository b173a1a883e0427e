package dev.pendant.cam.method;

import dev.pendant.cam.internal.HostValues;
import dev.pendant.cam.target.Objective;
import dev.pendant.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * ShapleyCAM: Grad-CAM corrected by curvature, {@code w_k = mean_p(G_k - H_k / 2)} with H the
 * Hessian of the objective in the activation times the activation.
 *
 * <p>Cai, "CAMs as Shapley Value-based Explainers", The Visual Computer 2025. Where tail and
 * objective have no curvature (a ReLU network and a class score), H is 0 and this is {@link
 * GradCam}, at its cost. Else H is found from gradients a small step before and behind: four runs
 * of the tail and back, in which ReLUs, maxima and other kinks stay on the side they were on, so
 * that a step across one is not taken for curvature. (Only a tail that cannot be replayed from the
 * tape is run with its kinks.) A Hessian of second backward passes would need operators whose
 * backward is itself recorded, which convolutions and pooling are not.
 */
public final class ShapleyCam extends WeightedSum {

  /** Relative; with four points the error is of its fourth power. */
  private static final double STEP = 0.02;

  private static final double[] PLACES = {-2, -1, 1, 2};

  /** Of the derivative from values at {@link #PLACES}. */
  private static final double[] FACTORS = {1.0 / 12, -8.0 / 12, 8.0 / 12, -1.0 / 12};

  @Override
  public String id() {
    return "shapley-cam";
  }

  @Override
  double[][] weights(Evidence evidence) {
    double[][] curvature = curvature(evidence);
    return each(
        evidence.gradient(),
        (sample, k) -> evidence.gradient().mean(sample, k) - curvature[sample][k] / 2);
  }

  /** The mean of H over the positions of each channel. */
  private static double[][] curvature(Evidence evidence) {
    if (!evidence.tail().isPiecewiseLinear()) {
      return ofTail(evidence);
    }
    return evidence.objective().isLinear()
        ? new double[evidence.activation().samples()][evidence.activation().channels()]
        : ofObjective(evidence);
  }

  private static double[][] ofTail(Evidence evidence) {
    Features activation = evidence.activation();
    double[][] sum = new double[activation.samples()][activation.channels()];
    evidence
        .tail()
        .straightened()
        .gradients(
            evidence.objective(),
            PLACES.length,
            (variant, sample, values) -> scale(values, 1 + PLACES[variant] * STEP),
            (variant, sample, gradient) -> {
              for (int i = 0; i < gradient.length; i++) {
                sum[sample][i / activation.positions()] +=
                    FACTORS[variant] / STEP * gradient[i] / activation.positions();
              }
            });
    return sum;
  }

  private static void scale(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  /**
   * Without curvature in the tail only the objective's is left: {@code J' f'' J A}. So {@code J A},
   * by which the scores change with the activation's size, is found in the scores, and what it does
   * to the objective's gradient walks back through the tail.
   */
  private static double[][] ofObjective(Evidence evidence) {
    Tensor scores = evidence.network().output().detach();
    Tensor change = changeOfScores(evidence, scores);
    Tensor bent = scores.mul(0);
    for (int i = 0; i < PLACES.length; i++) {
      Tensor there = scores.add(change.mul(PLACES[i] * STEP));
      int[] samples = IntStream.range(0, scores.shape().getInt(0)).toArray();
      bent = bent.add(evidence.objective().gradient(there, samples).mul(FACTORS[i] / STEP));
    }
    Tensor seed = bent;
    Objective weighted =
        Objective.ofLinear(
            evidence.objective().classes(),
            (output, samples) -> output.mul(seed).reshape(samples.length, -1).sum(1));
    Features product = evidence.withObjective(weighted).gradient();
    return each(product, product::mean);
  }

  private static Tensor changeOfScores(Evidence evidence, Tensor scores) {
    double[][] found =
        evidence
            .tail()
            .straightened()
            .outputs(
                PLACES.length,
                (variant, sample, values) -> scale(values, 1 + PLACES[variant] * STEP));
    double[] change = new double[found[0].length];
    for (int variant = 0; variant < found.length; variant++) {
      for (int i = 0; i < change.length; i++) {
        change[i] += FACTORS[variant] / STEP * found[variant][i];
      }
    }
    return HostValues.like(scores, change, scores.shape().toArray());
  }
}
