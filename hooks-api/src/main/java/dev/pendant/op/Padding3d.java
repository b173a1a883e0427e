package dev.pendant.op;

/** Slices, rows and columns added around a volume; none is negative. */
public record Padding3d(int front, int top, int left, int back, int bottom, int right) {

  public static final Padding3d NONE = same(0);

  public static Padding3d same(int each) {
    return new Padding3d(each, each, each, each, each, each);
  }

  /** Along the depth, around volumes seen as pictures with one row for each slice. */
  Padding column() {
    return new Padding(front, 0, back, 0);
  }

  /** Around each slice. */
  Padding picture() {
    return new Padding(top, left, bottom, right);
  }
}
