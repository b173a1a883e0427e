package dev.pendant.cam.image;

import dev.pendant.cam.internal.Extents;
import dev.pendant.tensor.Shape;

/**
 * Resizing by cubic B-splines from corner to corner, the same as {@code scipy.ndimage.zoom(map, to
 * / from)} in version 1.17: a smooth curve through all values, which overshoots between them.
 *
 * <p>Unser, Aldroubi and Eden, "B-spline signal processing", IEEE Transactions on Signal Processing
 * 1993: coefficients by a recursive filter forwards and backwards, mirrored at the ends. SciPy's
 * last place along an axis is 0 where rounding puts it beyond the last value, such as from 7 to 188
 * places; so it is here.
 */
public final class SplineZoom {

  /** Of the filter that undoes the smoothing of a cubic B-spline. */
  private static final double POLE = Math.sqrt(3) - 2;

  private static final double GAIN = (1 - POLE) * (1 - 1 / POLE);

  private static final int TAPS = 4;

  private SplineZoom() {}

  /**
   * A map of one to three axes at another size.
   *
   * @param map row-major; values must be finite
   * @return a new array
   * @throws IllegalArgumentException if a side is below 1, if the two sizes differ in their number
   *     of axes, or if the map's length does not fit its size
   */
  public static double[] cubic(double[] map, Shape from, Shape to) {
    Extents.requireSameRank(from, to);
    if (map.length != from.elements()) {
      throw new IllegalArgumentException(
          "expected a map of %s = %d values, got %d"
              .formatted(Extents.text(from), from.elements(), map.length));
    }
    double[] values = map.clone();
    Shape shape = from;
    for (int axis = 0; axis < from.rank(); axis++) {
      values = along(axis, values, shape, to.getInt(axis));
      shape = shape.with(axis, to.get(axis));
    }
    return values;
  }

  private static double[] along(int axis, double[] map, Shape shape, int target) {
    int source = shape.getInt(axis);
    int inner = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      inner *= shape.getInt(i);
    }
    double[] result = new double[map.length / source * target];
    double[] line = new double[source];
    for (int other = 0; other < map.length / source; other++) {
      int first = other / inner * source * inner + other % inner;
      for (int i = 0; i < source; i++) {
        line[i] = map[first + i * inner];
      }
      filter(line);
      int start = other / inner * target * inner + other % inner;
      for (int i = 0; i < target; i++) {
        result[start + i * inner] = value(line, i, target);
      }
    }
    return result;
  }

  /** Values become coefficients. */
  private static void filter(double[] line) {
    int last = line.length - 1;
    if (last == 0) {
      return;
    }
    for (int i = 0; i <= last; i++) {
      line[i] *= GAIN;
    }
    line[0] = mirroredSum(line);
    for (int i = 1; i <= last; i++) {
      line[i] += POLE * line[i - 1];
    }
    line[last] = (POLE * line[last - 1] + line[last]) * POLE / (POLE * POLE - 1);
    for (int i = last - 1; i >= 0; i--) {
      line[i] = POLE * (line[i + 1] - line[i]);
    }
  }

  /** What the forward filter has gathered at the first value, of an endless mirrored line. */
  private static double mirroredSum(double... line) {
    int period = 2 * line.length - 2;
    double sum = 0;
    double power = 1;
    for (int i = 0; i < period; i++) {
      sum += power * line[mirrored(i, line.length)];
      power *= POLE;
    }
    return sum / (1 - power);
  }

  private static double value(double[] line, int target, int targets) {
    double step = targets == 1 ? 1 : (line.length - 1.0) / (targets - 1);
    double place = target * step;
    if (place > line.length - 1) {
      return 0;
    }
    int left = (int) place - 1;
    double sum = 0;
    for (int tap = 0; tap < TAPS; tap++) {
      sum += spline(place - (left + tap)) * line[mirrored(left + tap, line.length)];
    }
    return sum;
  }

  private static int mirrored(int index, int length) {
    if (length == 1) {
      return 0;
    }
    int wrapped = Math.floorMod(index, 2 * length - 2);
    return Math.min(wrapped, 2 * length - 2 - wrapped);
  }

  /** The cubic B-spline at a distance from its middle. */
  private static double spline(double distance) {
    double x = Math.abs(distance);
    if (x >= 2) {
      return 0;
    }
    return x < 1 ? 2.0 / 3 - x * x * (1 - x / 2) : (2 - x) * (2 - x) * (2 - x) / 6;
  }
}
