package dev.pendant.cam.metric;

import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Box;
import java.util.ArrayDeque;
import java.util.Deque;

/** The box that a map draws around what it shows. */
final class LargestRegion {

  private LargestRegion() {}

  /**
   * The tightest box around the largest connected region (sides and corners connect) of pixels at
   * or above {@code min + threshold * (max - min)}. Of equally large regions, the first by rows.
   */
  static Box box(HeatMap map, double threshold) {
    double least = map.min() + threshold * ((double) map.max() - map.min());
    boolean[] seen = new boolean[map.height() * map.width()];
    Region largest = null;
    for (int start = 0; start < seen.length; start++) {
      if (!seen[start] && at(map, start) >= least) {
        Region region = Region.from(map, start, least, seen);
        largest = largest == null || region.pixels > largest.pixels ? region : largest;
      }
    }
    if (largest == null) {
      throw new IllegalStateException("the highest pixel is always at or above the threshold");
    }
    return new Box(largest.left, largest.top, largest.right + 1.0, largest.bottom + 1.0);
  }

  private static float at(HeatMap map, int pixel) {
    return map.at(pixel / map.width(), pixel % map.width());
  }

  private static final class Region {

    int pixels;
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right;
    int bottom;

    static Region from(HeatMap map, int start, double least, boolean[] seen) {
      Region region = new Region();
      Deque<Integer> open = new ArrayDeque<>();
      seen[start] = true;
      open.add(start);
      for (Integer pixel = open.poll(); pixel != null; pixel = open.poll()) {
        int row = pixel / map.width();
        int column = pixel % map.width();
        region.add(row, column);
        for (int y = Math.max(0, row - 1); y <= Math.min(map.height() - 1, row + 1); y++) {
          for (int x = Math.max(0, column - 1); x <= Math.min(map.width() - 1, column + 1); x++) {
            int next = y * map.width() + x;
            if (!seen[next] && map.at(y, x) >= least) {
              seen[next] = true;
              open.add(next);
            }
          }
        }
      }
      return region;
    }

    private void add(int row, int column) {
      pixels++;
      left = Math.min(left, column);
      top = Math.min(top, row);
      right = Math.max(right, column);
      bottom = Math.max(bottom, row);
    }
  }
}
