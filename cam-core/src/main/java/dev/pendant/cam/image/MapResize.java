package dev.pendant.cam.image;

import dev.pendant.cam.internal.Extents;
import dev.pendant.tensor.Shape;

/**
 * Resizing of heat maps of one to three axes, without antialiasing. Values may be negative; a
 * non-finite value spreads to its neighbourhood. What is returned is a new array, also where the
 * size stays the same. All of it throws an {@link IllegalArgumentException} if a side is below 1,
 * if the two sizes differ in their number of axes, or if the map's length does not fit its size.
 */
public final class MapResize {

  private MapResize() {}

  /**
   * Linear between the centres of positions, along every axis: the same as {@code cv2.resize(map,
   * (W, H))} on float32 and as {@code torch.nn.functional.interpolate(mode="bilinear",
   * align_corners=False)}, which along one axis is called "linear", along three "trilinear". Beyond
   * the outermost centres the edge value continues.
   *
   * @param map row-major
   */
  public static float[] linear(float[] map, Shape from, Shape to) {
    double[] values = new double[map.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = map[i];
    }
    double[] resized = linear(values, from, to, false);
    float[] floats = new float[resized.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) resized[i];
    }
    return floats;
  }

  /**
   * The same in double precision, on either grid.
   *
   * @param corners corner positions map onto each other, instead of their edges: {@code
   *     align_corners=True}, and {@code scipy.ndimage.zoom(order=1)}
   */
  public static double[] linear(double[] map, Shape from, Shape to, boolean corners) {
    check(map.length, from, to);
    double[] result = new double[Math.toIntExact(to.elements())];
    linear(map, from, to, corners, result);
    return result;
  }

  /**
   * The same into an array, for resizing many maps.
   *
   * @param result room for as many values as {@code to} has
   */
  public static void linear(double[] map, Shape from, Shape to, boolean corners, double[] result) {
    check(map.length, from, to);
    if (result.length != to.elements()) {
      throw new IllegalArgumentException(
          "expected room for %s = %d values, got %d"
              .formatted(Extents.text(to), to.elements(), result.length));
    }
    if (from.equals(to)) {
      System.arraycopy(map, 0, result, 0, map.length);
      return;
    }
    Plane plane = new Plane(map, from, to, corners);
    int size = to.getInt(-1) * plane.height;
    if (from.rank() < 3) {
      plane.write(0, 0, 0, result, 0);
      return;
    }
    Neighbours slices = Neighbours.of(from.getInt(0), to.getInt(0), corners);
    for (int z = 0; z < slices.low.length; z++) {
      plane.write(slices.low[z], slices.high[z], slices.share[z], result, z * size);
    }
  }

  /**
   * The position in which a target position's lower corner lies: {@code
   * torch.nn.functional.interpolate(mode="nearest")}. The corner is found in float32 as there, so
   * that one which falls exactly between two positions may be given to the one before it: row 46 of
   * 92 made of 14 is row 6, not 7.
   */
  public static double[] nearest(double[] map, Shape from, Shape to) {
    check(map.length, from, to);
    int[] target = Extents.ints(to);
    int[] source = Extents.ints(from);
    double[] result = new double[Math.toIntExact(to.elements())];
    for (int i = 0; i < result.length; i++) {
      int rest = i;
      int stride = 1;
      int at = 0;
      for (int axis = target.length - 1; axis >= 0; axis--) {
        at += stride * nearest(rest % target[axis], source[axis], target[axis]);
        rest /= target[axis];
        stride *= source[axis];
      }
      result[i] = map[at];
    }
    return result;
  }

  private static int nearest(int place, int source, int target) {
    float scale = (float) source / target;
    return Math.min((int) (place * scale), source - 1);
  }

  private static void check(int length, Shape from, Shape to) {
    Extents.requireSameRank(from, to);
    if (length != from.elements()) {
      throw new IllegalArgumentException(
          "expected a map of %s = %d values, got %d"
              .formatted(Extents.text(from), from.elements(), length));
    }
  }

  private static double mix(double low, double high, double shareOfHigh) {
    return low * (1 - shareOfHigh) + high * shareOfHigh;
  }

  /** The last two axes of a map; a row where it has only one. */
  private static final class Plane {

    private final double[] map;
    private final int fromWidth;
    private final int fromSize;
    private final int height;
    private final Neighbours rows;
    private final Neighbours columns;

    Plane(double[] map, Shape from, Shape to, boolean corners) {
      this.map = map;
      this.fromWidth = from.getInt(-1);
      int fromHeight = from.rank() == 1 ? 1 : from.getInt(-2);
      this.fromSize = fromHeight * fromWidth;
      this.height = to.rank() == 1 ? 1 : to.getInt(-2);
      this.rows = Neighbours.of(fromHeight, height, corners);
      this.columns = Neighbours.of(fromWidth, to.getInt(-1), corners);
    }

    /** Between two slices of the map; from the lower alone if the other's share is 0. */
    void write(int low, int high, double share, double[] result, int offset) {
      int at = offset;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < columns.low.length; x++) {
          double value = value(low * fromSize, y, x);
          result[at++] = share == 0 ? value : mix(value, value(high * fromSize, y, x), share);
        }
      }
    }

    private double value(int slice, int y, int x) {
      int top = slice + rows.low[y] * fromWidth;
      int bottom = slice + rows.high[y] * fromWidth;
      int left = columns.low[x];
      int right = columns.high[x];
      double across = columns.share[x];
      double above = mix(map[top + left], map[top + right], across);
      double below = mix(map[bottom + left], map[bottom + right], across);
      return mix(above, below, rows.share[y]);
    }
  }

  /** For each target position, the two source positions around it and the share of the higher. */
  private record Neighbours(int[] low, int[] high, double[] share) {

    static Neighbours of(int source, int target, boolean corners) {
      Neighbours all = new Neighbours(new int[target], new int[target], new double[target]);
      for (int i = 0; i < target; i++) {
        double centre = corners ? fromCorner(i, source, target) : fromEdge(i, source, target);
        int low = Math.min((int) centre, source - 1);
        all.low[i] = low;
        all.high[i] = Math.min(low + 1, source - 1);
        all.share[i] = centre - low;
      }
      return all;
    }

    private static double fromEdge(int i, int source, int target) {
      return Math.max((i + 0.5) * source / target - 0.5, 0);
    }

    private static double fromCorner(int i, int source, int target) {
      return target == 1 ? 0 : (double) i * (source - 1) / (target - 1);
    }
  }
}
