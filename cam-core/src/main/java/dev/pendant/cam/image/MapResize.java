package dev.pendant.cam.image;

/**
 * Resizing of heat maps, without antialiasing. Values may be negative; a non-finite value spreads
 * to its neighbourhood. What is returned is a new array, also where the size stays the same. All of
 * it throws an {@link IllegalArgumentException} if a side is below 1 or the map's length does not
 * fit its size.
 */
public final class MapResize {

  private MapResize() {}

  /**
   * Bilinear between pixel centres: the same as {@code cv2.resize(map, (W, H))} on float32 and as
   * {@code torch.nn.functional.interpolate(mode="bilinear", align_corners=False)}. Beyond the
   * outermost centres the edge value continues.
   *
   * @param map [fromHeight, fromWidth], row by row
   * @return [height, width]
   */
  public static float[] bilinear(
      float[] map, int fromHeight, int fromWidth, int height, int width) {
    double[] values = new double[map.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = map[i];
    }
    double[] resized = bilinear(values, fromHeight, fromWidth, height, width, false);
    float[] floats = new float[resized.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) resized[i];
    }
    return floats;
  }

  /**
   * The same in double precision, on either grid.
   *
   * @param corners corner pixels map onto each other, instead of pixel edges: {@code
   *     align_corners=True}, and {@code scipy.ndimage.zoom(order=1)}
   */
  public static double[] bilinear(
      double[] map, int fromHeight, int fromWidth, int height, int width, boolean corners) {
    check(map.length, fromHeight, fromWidth, height, width);
    double[] result = new double[height * width];
    bilinear(map, fromHeight, fromWidth, height, width, corners, result);
    return result;
  }

  /**
   * The same into an array, for resizing many maps.
   *
   * @param result [height, width]
   */
  public static void bilinear(
      double[] map,
      int fromHeight,
      int fromWidth,
      int height,
      int width,
      boolean corners,
      double[] result) {
    check(map.length, fromHeight, fromWidth, height, width);
    if (result.length != height * width) {
      throw new IllegalArgumentException(
          "expected room for %d x %d = %d values, got %d"
              .formatted(height, width, height * width, result.length));
    }
    if (fromHeight == height && fromWidth == width) {
      System.arraycopy(map, 0, result, 0, map.length);
      return;
    }
    Neighbours rows = Neighbours.of(fromHeight, height, corners);
    Neighbours columns = Neighbours.of(fromWidth, width, corners);
    for (int y = 0; y < height; y++) {
      int top = rows.low[y] * fromWidth;
      int bottom = rows.high[y] * fromWidth;
      for (int x = 0; x < width; x++) {
        int left = columns.low[x];
        int right = columns.high[x];
        double across = columns.share[x];
        double above = mix(map[top + left], map[top + right], across);
        double below = mix(map[bottom + left], map[bottom + right], across);
        result[y * width + x] = mix(above, below, rows.share[y]);
      }
    }
  }

  /** The pixel in which a target pixel's upper left corner lies: {@code mode="nearest"}. */
  public static double[] nearest(
      double[] map, int fromHeight, int fromWidth, int height, int width) {
    check(map.length, fromHeight, fromWidth, height, width);
    double[] result = new double[height * width];
    for (int y = 0; y < height; y++) {
      int row = (int) ((long) y * fromHeight / height) * fromWidth;
      for (int x = 0; x < width; x++) {
        result[y * width + x] = map[row + (int) ((long) x * fromWidth / width)];
      }
    }
    return result;
  }

  private static void check(int length, int fromHeight, int fromWidth, int height, int width) {
    Picture.requireSize(fromWidth, fromHeight);
    Picture.requireSize(width, height);
    if (length != fromHeight * fromWidth) {
      throw new IllegalArgumentException(
          "expected a map of %d x %d = %d values, got %d"
              .formatted(fromHeight, fromWidth, fromHeight * fromWidth, length));
    }
  }

  private static double mix(double low, double high, double shareOfHigh) {
    return low * (1 - shareOfHigh) + high * shareOfHigh;
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
