package dev.pendant.op;

/** Slices, rows and columns added around a volume; none is negative. */
public record Padding3d(int front, int top, int left, int back, int bottom, int right) {

  public static final Padding3d NONE = same(0);

  public static Padding3d same(int each) {
    return new Padding3d(each, each, each, each, each, each);
  }

  /** Whether opposite sides are equal, the only kind most kernels take. */
  public boolean isSymmetric() {
    return front == back && picture().isSymmetric();
  }

  /** Around each slice. */
  Padding picture() {
    return new Padding(top, left, bottom, right);
  }
}
