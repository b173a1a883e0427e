package dev.pendant.cam.metric;

import java.util.SplittableRandom;

/** A random change of a picture. Thread-safe. */
@FunctionalInterface
public interface Perturbation {

  /**
   * @param values [channels, height, width]; to be changed in place
   */
  void apply(double[] values, Subject subject, SplittableRandom random);

  /** Gaussian noise on every value. */
  static Perturbation gaussian(double deviation) {
    return (values, subject, random) -> {
      for (int i = 0; i < values.length; i++) {
        values[i] += deviation * random.nextGaussian();
      }
    };
  }

  /** Uniform noise between plus and minus a radius on every value. */
  static Perturbation uniform(double radius) {
    return (values, subject, random) -> {
      for (int i = 0; i < values.length; i++) {
        values[i] += radius * (2 * random.nextDouble() - 1);
      }
    };
  }

  /**
   * A square of the picture replaced by a value, at a place drawn from all where it fits.
   *
   * @param side in pixels; cut to the picture
   */
  static Perturbation square(int side, double baseline) {
    if (side < 1) {
      throw new IllegalArgumentException("expected a square of at least 1 pixel, got " + side);
    }
    return (values, subject, random) -> {
      int height = Math.min(side, subject.height());
      int width = Math.min(side, subject.width());
      int top = random.nextInt(subject.height() - height + 1);
      int left = random.nextInt(subject.width() - width + 1);
      for (int channel = 0; channel < subject.channels(); channel++) {
        for (int y = top; y < top + height; y++) {
          int row = (channel * subject.height() + y) * subject.width();
          java.util.Arrays.fill(values, row + left, row + left + width, baseline);
        }
      }
    };
  }
}
