package dev.pendant.tensor;

/** Element type of a tensor. Only the floating types can carry a gradient. */
public enum DType {
  FLOAT32(4, true),
  FLOAT64(8, true),
  INT64(8, false),
  BOOL(1, false);

  private final int bytes;
  private final boolean floating;

  DType(int bytes, boolean floating) {
    this.bytes = bytes;
    this.floating = floating;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  public boolean isFloating() {
    return floating;
  }
}
