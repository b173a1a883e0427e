package dev.pendant.cam.metric;

import dev.pendant.cam.internal.Seeds;
import java.util.SplittableRandom;

/**
 * How badly attributions foretell what changes of the picture do to the score: the mean over random
 * changes {@code I} of {@code (I . a - (F(x) - F(x - I)))^2}. 0 or more, lower is better.
 *
 * <p>Yeh et al., "On the (In)fidelity and Sensitivity of Explanations", NeurIPS 2019, definition
 * 2.1. A map has no channels, so each channel of a pixel is given an equal share of its value. As a
 * map has no unit either, with {@code scaled} the attributions are first multiplied by the one
 * factor that fits best (least squares), as captum's {@code normalize} does. Costs a forward pass
 * for each change.
 *
 * @param perturbation makes the change
 * @param samples how many changes
 * @param scaled whether the factor is fitted
 * @param seed for the changes
 */
public record Infidelity(Perturbation perturbation, int samples, boolean scaled, long seed)
    implements Metric {

  /** 10 changes by Gaussian noise of deviation 0.2, scaled. */
  public Infidelity() {
    this(Perturbation.gaussian(0.2), 10, true, 0);
  }

  /**
   * @throws IllegalArgumentException if there is no change
   */
  public Infidelity {
    if (samples < 1) {
      throw new IllegalArgumentException("expected at least 1 change, got " + samples);
    }
  }

  @Override
  public String id() {
    return "infidelity";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  @Override
  public double value(Explained explained) {
    float[] map = explained.map().values();
    int channels = explained.subject().channels();
    double[] attributions = new double[channels * map.length];
    for (int i = 0; i < attributions.length; i++) {
      attributions[i] = map[i % map.length] / channels;
    }
    return value(explained.subject(), attributions);
  }

  /**
   * The same for attributions of every value of the picture.
   *
   * @param attributions [channels, positions], row-major
   */
  public double value(Subject subject, double[] attributions) {
    double[] picture = subject.values();
    if (attributions.length != picture.length) {
      throw new IllegalArgumentException(
          "expected %d attributions, one for each value of the picture, got %d"
              .formatted(picture.length, attributions.length));
    }
    double[] foretold = new double[samples];
    double[] after =
        subject.scores(
            samples,
            (copy, values) -> {
              perturbation.apply(values, subject, new SplittableRandom(Seeds.of(seed, copy)));
              for (int i = 0; i < values.length; i++) {
                foretold[copy] += (picture[i] - values[i]) * attributions[i];
              }
            });
    double[] found = new double[samples];
    java.util.Arrays.setAll(found, copy -> subject.score() - after[copy]);
    double factor = scaled ? bestFactor(foretold, found) : 1;
    double sum = 0;
    for (int copy = 0; copy < samples; copy++) {
      double off = factor * foretold[copy] - found[copy];
      sum += off * off;
    }
    return sum / samples;
  }

  private static double bestFactor(double[] foretold, double[] found) {
    double product = 0;
    double square = 0;
    for (int i = 0; i < found.length; i++) {
      product += foretold[i] * found[i];
      square += foretold[i] * foretold[i];
    }
    return square == 0 ? 1 : product / square;
  }
}
