package dev.pendant.cam.metric;

import dev.pendant.cam.internal.Blocks;
import dev.pendant.cam.internal.Extents;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A random change of a picture. Thread-safe. */
@FunctionalInterface
public interface Perturbation {

  /**
   * @param values [channels, positions], row-major; to be changed in place
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
   * A square of the picture (of a row a segment, of a box a cube) replaced by a value, at a place
   * drawn from all where it fits.
   *
   * @param side in positions; cut to the picture
   */
  static Perturbation square(int side, double baseline) {
    if (side < 1) {
      throw new IllegalArgumentException("expected a square of at least 1 pixel, got " + side);
    }
    return (values, subject, random) -> {
      int[] extents = Extents.ints(subject.shape());
      int[] corner = new int[extents.length];
      for (int axis = 0; axis < corner.length; axis++) {
        corner[axis] = random.nextInt(extents[axis] - Math.min(side, extents[axis]) + 1);
      }
      int positions = values.length / subject.channels();
      for (int start = 0; start < values.length; start += positions) {
        int channel = start;
        Blocks.each(
            extents,
            corner,
            side,
            (from, to) -> Arrays.fill(values, channel + from, channel + to, baseline));
      }
    };
  }
}
