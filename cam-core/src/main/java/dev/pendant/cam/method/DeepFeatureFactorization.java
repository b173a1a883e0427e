package dev.pendant.cam.method;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Deep feature factorisation: what a layer shows in a batch, as few concepts (directions in its
 * channels) and where each is seen, {@code A = W H} with no negative entries: W is [channels,
 * concepts], H is [concepts, positions of all samples].
 *
 * <p>Collins et al., "Deep Feature Factorization For Concept Discovery", ECCV 2018. Channels with
 * negative values are raised by their smallest first. Solved by coordinate descent on one concept
 * at a time (HALS, Cichocki and Phan 2009) from a random start drawn from the seed. Knows no class;
 * costs the forward pass and some hundred passes over the activation.
 */
public final class DeepFeatureFactorization {

  private static final int ROUNDS = 200;
  private static final double TOLERANCE = 1e-4;

  private final int count;
  private final long seed;

  /**
   * @param concepts how many
   * @throws IllegalArgumentException for less than one
   */
  public DeepFeatureFactorization(int concepts, long seed) {
    if (concepts < 1) {
      throw new IllegalArgumentException("expected at least 1 concept, got " + concepts);
    }
    this.count = concepts;
    this.seed = seed;
  }

  /**
   * What was found.
   *
   * @param concepts [concept][channel], not negative
   * @param maps for each concept where it is seen in every sample, not negative
   * @param error what {@code W H} misses of the activation, relative to its size (Frobenius norms)
   */
  public record Concepts(double[][] concepts, Maps[] maps, double error) {}

  /** Factorises what a layer returned for a batch. */
  public Concepts of(Features activation) {
    double[][] values = raised(activation);
    double[][] w = new double[count][values.length];
    double[][] h = new double[count][values[0].length];
    double scale = Math.sqrt(mean(values) / count);
    SplittableRandom random = new SplittableRandom(seed);
    fill(w, scale, random);
    fill(h, scale, random);
    double error = error(values, w, h);
    for (int round = 0; round < ROUNDS; round++) {
      improve(values, w, h);
      double now = error(values, w, h);
      boolean still = error - now < TOLERANCE * TOLERANCE;
      error = now;
      if (still) {
        break;
      }
    }
    return new Concepts(w, maps(activation, h), error);
  }

  /** [channel][sample and position], each channel raised to begin at 0 if it is negative. */
  private static double[][] raised(Features activation) {
    int positions = activation.positions();
    double[][] values = new double[activation.channels()][activation.samples() * positions];
    for (int k = 0; k < values.length; k++) {
      double min = 0;
      for (int sample = 0; sample < activation.samples(); sample++) {
        double[] channel = activation.channel(sample, k);
        System.arraycopy(channel, 0, values[k], sample * positions, positions);
        min = Math.min(min, activation.min(sample, k));
      }
      for (int i = 0; i < values[k].length; i++) {
        values[k][i] -= min;
      }
    }
    return values;
  }

  private static double mean(double[][] values) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).average().orElse(0);
  }

  private static void fill(double[][] factor, double scale, SplittableRandom random) {
    for (double[] row : factor) {
      Arrays.setAll(row, i -> scale * Math.abs(random.nextGaussian()));
    }
  }

  /** One round over all concepts, first where they are seen, then what they are. */
  private void improve(double[][] values, double[][] w, double[][] h) {
    for (int concept = 0; concept < count; concept++) {
      double[][] left = remainder(values, w, h, concept);
      double[] direction = w[concept];
      double size = dot(direction, direction);
      for (int i = 0; size > 0 && i < h[concept].length; i++) {
        double along = 0;
        for (int k = 0; k < direction.length; k++) {
          along += direction[k] * left[k][i];
        }
        h[concept][i] = Math.max(0, along / size);
      }
      double seen = dot(h[concept], h[concept]);
      for (int k = 0; seen > 0 && k < direction.length; k++) {
        direction[k] = Math.max(0, dot(left[k], h[concept]) / seen);
      }
    }
  }

  /** The values less what all other concepts explain. */
  private double[][] remainder(double[][] values, double[][] w, double[][] h, int without) {
    double[][] left = new double[values.length][];
    for (int k = 0; k < values.length; k++) {
      left[k] = values[k].clone();
      for (int concept = 0; concept < count; concept++) {
        double weight = concept == without ? 0 : w[concept][k];
        for (int i = 0; weight != 0 && i < left[k].length; i++) {
          left[k][i] -= weight * h[concept][i];
        }
      }
    }
    return left;
  }

  private double error(double[][] values, double[][] w, double[][] h) {
    double missed = 0;
    double all = 0;
    double[][] left = remainder(values, w, h, -1);
    for (int k = 0; k < values.length; k++) {
      missed += dot(left[k], left[k]);
      all += dot(values[k], values[k]);
    }
    return all == 0 ? 0 : Math.sqrt(missed / all);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static Maps[] maps(Features activation, double[][] h) {
    int positions = activation.positions();
    Maps[] maps = new Maps[h.length];
    for (int concept = 0; concept < h.length; concept++) {
      double[][] perSample = new double[activation.samples()][];
      for (int sample = 0; sample < perSample.length; sample++) {
        perSample[sample] =
            Arrays.copyOfRange(h[concept], sample * positions, (sample + 1) * positions);
      }
      maps[concept] = Maps.of(activation.spatial(), perSample);
    }
    return maps;
  }
}
