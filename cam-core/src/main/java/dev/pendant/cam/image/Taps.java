package dev.pendant.cam.image;

import java.util.function.DoubleUnaryOperator;

/**
 * What Pillow's resizing adds up for each target position: the first source position that counts,
 * and the weights from there, of sum 1.
 */
record Taps(int[] first, double[][] weights) {

  /** Pillow's {@code BILINEAR}. */
  static Taps triangle(int source, int target) {
    return of(source, target, 1, Taps::triangle);
  }

  /** Pillow's {@code BICUBIC}. */
  static Taps cubic(int source, int target) {
    return of(source, target, 2, Taps::cubic);
  }

  private static Taps of(int source, int target, double support, DoubleUnaryOperator filter) {
    double scale = (double) source / target;
    double stretch = Math.max(scale, 1);
    int[] first = new int[target];
    double[][] weights = new double[target][];
    for (int i = 0; i < target; i++) {
      double centre = (i + 0.5) * scale;
      double reach = support * stretch;
      int from = Math.max((int) (centre - reach + 0.5), 0);
      int to = Math.min((int) (centre + reach + 0.5), source);
      first[i] = from;
      weights[i] = weights(from, to, centre, stretch, filter);
    }
    return new Taps(first, weights);
  }

  private static double[] weights(
      int from, int to, double centre, double stretch, DoubleUnaryOperator filter) {
    // Multiplying by the reciprocal, as Pillow does, decides the last bit of some weights.
    double perPixel = 1 / stretch;
    double[] weights = new double[to - from];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = filter.applyAsDouble(Math.abs((i + from - centre + 0.5) * perPixel));
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private static double triangle(double distance) {
    return distance < 1 ? 1 - distance : 0;
  }

  /** Keys' kernel with a = -1/2. */
  private static double cubic(double x) {
    double a = -0.5;
    if (x < 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
  }
}
