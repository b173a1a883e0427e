package dev.pendant.cam.internal;

/** Blocks of positions: segments of a row, squares of a plane, cubes. */
public final class Blocks {

  /** Positions next to each other along the last axis. */
  @FunctionalInterface
  public interface Run {
    void accept(int from, int to);
  }

  private Blocks() {}

  /**
   * Hands over a block in row-major order, run by run. It is cut off at the border, and empty where
   * its corner lies beyond.
   *
   * @param extents of all positions
   * @param corner the block's first position along each axis
   * @param side how far it reaches along each axis
   */
  public static void each(int[] extents, int[] corner, int side, Run run) {
    each(extents, corner, side, 0, 0, run);
  }

  private static void each(int[] extents, int[] corner, int side, int axis, int before, Run run) {
    int extent = extents[axis];
    int end = Math.min(corner[axis] + side, extent);
    if (end <= corner[axis]) {
      return;
    }
    if (axis == extents.length - 1) {
      run.accept(before * extent + corner[axis], before * extent + end);
      return;
    }
    for (int i = corner[axis]; i < end; i++) {
      each(extents, corner, side, axis + 1, before * extent + i, run);
    }
  }
}
