package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Features;

/**
 * Mean, mean square and variance of gradients that arrive one copy after the other. The variance is
 * Welford's sum of squared distances: the difference of the mean square and the squared mean is
 * rounding, of either sign, where a gradient hardly varies.
 */
final class Moments {

  private final Sums mean;
  private final Sums square;
  private final Sums distance;
  private final int copies;

  /**
   * @param copies how many there will be
   */
  Moments(Features like, int copies) {
    this.mean = new Sums(like);
    this.square = new Sums(like);
    this.distance = new Sums(like);
    this.copies = copies;
  }

  /**
   * @param copy its number, in ascending order from 0
   */
  void add(int copy, int sample, double[] gradient) {
    double[] means = mean.of(sample);
    double[] distances = distance.of(sample);
    for (int i = 0; i < gradient.length; i++) {
      double off = gradient[i] - means[i];
      means[i] += off / (copy + 1);
      distances[i] += off * (gradient[i] - means[i]) / copies;
    }
    square.add(sample, gradient, g -> g * g / copies);
  }

  Features mean() {
    return mean.features();
  }

  Features square() {
    return square.features();
  }

  /** At least 0; exactly 0 where all gradients are the same. */
  Features variance() {
    return distance.features();
  }
}
