package dev.pendant.cam.image;

/**
 * Resizing of heat maps: bilinear between pixel centres, without antialiasing.
 *
 * <p>The same as {@code cv2.resize(map, (W, H))} on float32 and as {@code
 * torch.nn.functional.interpolate(mode="bilinear", align_corners=False)}. Beyond the outermost
 * centres the edge value continues.
 */
public final class MapResize {

  private MapResize() {}

  /**
   * Resizes a map of {@code [fromHeight, fromWidth]} to {@code [height, width]}, both row by row.
   * Values may be negative; a non-finite value spreads to its neighbourhood.
   *
   * @return a new array, also where the size stays the same
   * @throws IllegalArgumentException if a side is below 1 or the map's length does not fit its size
   */
  public static float[] bilinear(
      float[] map, int fromHeight, int fromWidth, int height, int width) {
    Picture.requireSize(fromWidth, fromHeight);
    Picture.requireSize(width, height);
    if (map.length != fromHeight * fromWidth) {
      throw new IllegalArgumentException(
          "expected a map of %d x %d = %d values, got %d"
              .formatted(fromHeight, fromWidth, fromHeight * fromWidth, map.length));
    }
    if (fromHeight == height && fromWidth == width) {
      return map.clone();
    }
    Neighbours rows = Neighbours.of(fromHeight, height);
    Neighbours columns = Neighbours.of(fromWidth, width);
    float[] result = new float[height * width];
    for (int y = 0; y < height; y++) {
      int top = rows.low[y] * fromWidth;
      int bottom = rows.high[y] * fromWidth;
      for (int x = 0; x < width; x++) {
        int left = columns.low[x];
        int right = columns.high[x];
        double across = columns.share[x];
        double above = mix(map[top + left], map[top + right], across);
        double below = mix(map[bottom + left], map[bottom + right], across);
        result[y * width + x] = (float) mix(above, below, rows.share[y]);
      }
    }
    return result;
  }

  private static double mix(double low, double high, double shareOfHigh) {
    return low * (1 - shareOfHigh) + high * shareOfHigh;
  }

  /** For each target position, the two source positions around it and the share of the higher. */
  private record Neighbours(int[] low, int[] high, double[] share) {

    static Neighbours of(int source, int target) {
      double scale = (double) source / target;
      Neighbours all = new Neighbours(new int[target], new int[target], new double[target]);
      for (int i = 0; i < target; i++) {
        double centre = Math.max((i + 0.5) * scale - 0.5, 0);
        int low = Math.min((int) centre, source - 1);
        all.low[i] = low;
        all.high[i] = Math.min(low + 1, source - 1);
        all.share[i] = centre - low;
      }
      return all;
    }
  }
}
