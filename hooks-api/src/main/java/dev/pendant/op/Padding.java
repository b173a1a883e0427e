package dev.pendant.op;

/** Rows and columns added around a picture; negative ones (only in {@link Op.Pad}) crop. */
public record Padding(int top, int left, int bottom, int right) {

  public static final Padding NONE = new Padding(0, 0, 0, 0);

  public static Padding same(int each) {
    return new Padding(each, each, each, each);
  }

  public static Padding of(int vertical, int horizontal) {
    return new Padding(vertical, horizontal, vertical, horizontal);
  }

  /** Whether top equals bottom and left equals right, the only kind most kernels take. */
  public boolean isSymmetric() {
    return top == bottom && left == right;
  }

  public boolean isNone() {
    return equals(NONE);
  }
}
