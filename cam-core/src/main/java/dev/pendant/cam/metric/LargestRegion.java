package dev.pendant.cam.metric;

import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Box;

/** The box that a map draws around what it shows. */
final class LargestRegion {

  private LargestRegion() {}

  /**
   * The tightest box around the largest connected region (sides and corners connect) of pixels at
   * or above {@code min + threshold * (max - min)}. Of equally large regions, the first by rows.
   */
  static Box box(HeatMap map, double threshold) {
    return new Search(map, least(map, threshold)).largest();
  }

  /** The least value that belongs to what the map shows. */
  static double least(HeatMap map, double threshold) {
    double least = map.min() + threshold * ((double) map.max() - map.min());
    // Rounding must not lift it above the highest pixel.
    return Math.min(least, map.max());
  }

  /** Walks through the regions of one map. */
  private static final class Search {

    private final int height;
    private final int width;

    /** Pixels that belong to a region not yet walked through. */
    private final boolean[] open;

    private final int[] stack;

    Search(HeatMap map, double least) {
      height = map.height();
      width = map.width();
      float[] values = map.values();
      open = new boolean[values.length];
      stack = new int[values.length];
      for (int pixel = 0; pixel < open.length; pixel++) {
        open[pixel] = values[pixel] >= least;
      }
    }

    Box largest() {
      Region largest = new Region();
      for (int start = 0; start < open.length; start++) {
        if (open[start]) {
          Region region = walk(start);
          largest = region.pixels > largest.pixels ? region : largest;
        }
      }
      return new Box(largest.left, largest.top, largest.right + 1.0, largest.bottom + 1.0);
    }

    private Region walk(int start) {
      Region region = new Region();
      int waiting = push(0, start);
      while (waiting > 0) {
        int pixel = stack[--waiting];
        int row = pixel / width;
        int column = pixel % width;
        region.add(row, column);
        for (int y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
          for (int x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
            if (open[y * width + x]) {
              waiting = push(waiting, y * width + x);
            }
          }
        }
      }
      return region;
    }

    private int push(int waiting, int pixel) {
      open[pixel] = false;
      stack[waiting] = pixel;
      return waiting + 1;
    }
  }

  private static final class Region {

    private int pixels;
    private int left = Integer.MAX_VALUE;
    private int top = Integer.MAX_VALUE;
    private int right;
    private int bottom;

    void add(int row, int column) {
      pixels++;
      left = Math.min(left, column);
      top = Math.min(top, row);
      right = Math.max(right, column);
      bottom = Math.max(bottom, row);
    }
  }
}
