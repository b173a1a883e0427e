package dev.pendant.op;

/** A depth, a height and a width: of a kernel, a stride, a volume. */
public record Size3d(int depth, int height, int width) {

  public static final Size3d ONE = cube(1);

  public static Size3d cube(int side) {
    return new Size3d(side, side, side);
  }

  /** Along the depth, of volumes seen as pictures with one row for each slice. */
  Size column() {
    return new Size(depth, 1);
  }

  /** Of each slice. */
  Size picture() {
    return new Size(height, width);
  }
}
