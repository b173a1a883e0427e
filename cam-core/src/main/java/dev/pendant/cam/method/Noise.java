package dev.pendant.cam.method;

import java.util.SplittableRandom;

/** Gaussian noise from a seed. */
public final class Noise {

  private Noise() {}

  /**
   * @throws IllegalArgumentException for less than one copy or a negative deviation
   */
  public static void require(int copies, double deviation) {
    if (copies < 1 || !(deviation >= 0)) {
      throw new IllegalArgumentException(
          "expected at least 1 copy and a deviation of 0 or more, got %d and %s"
              .formatted(copies, deviation));
    }
  }

  /** Adds noise of a standard deviation to all values. */
  public static void add(double[] values, double deviation, SplittableRandom random) {
    for (int i = 0; i < values.length; i++) {
      values[i] += deviation * random.nextGaussian();
    }
  }

  /** The largest value less the smallest. */
  public static double range(double[] values) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return max - min;
  }
}
