package dev.pendant.benchmarks;

import java.util.Arrays;

/**
 * The middle of some measurements, and how sure it is.
 *
 * @param value half of the measurements are below
 * @param lower a quarter of them is below
 * @param upper three quarters of them are below
 * @param standardError of {@code value}
 */
record Median(double value, double lower, double upper, double standardError) {

  static Median of(double... measurements) {
    double[] sorted = measurements.clone();
    Arrays.sort(sorted);
    double lower = quantile(sorted, 0.25);
    double upper = quantile(sorted, 0.75);
    // Of a normal distribution: 1.2533 deviations, the deviation being 0.7413 quartile ranges.
    double error = 1.2533 * 0.7413 * (upper - lower) / Math.sqrt(sorted.length);
    return new Median(quantile(sorted, 0.5), lower, upper, error);
  }

  private static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
