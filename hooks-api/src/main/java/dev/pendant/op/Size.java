package dev.pendant.op;

/** A height and a width: of a kernel, a stride, a picture. */
public record Size(int height, int width) {

  public static final Size ONE = new Size(1, 1);

  public static Size square(int side) {
    return new Size(side, side);
  }

  boolean atLeast(int least) {
    return height >= least && width >= least;
  }
}
