package dev.pendant.models.onnx.internal.row;

/**
 * How a window slides along one axis.
 *
 * @param before positions added before the first
 * @param after positions added after the last
 */
record AxisWindow(int kernel, int stride, int dilation, int before, int after) {

  /** Leaves an axis as it is. */
  static final AxisWindow POINT = new AxisWindow(1, 1, 1, 0, 0);

  AxisWindow padded(int newBefore, int newAfter) {
    return new AxisWindow(kernel, stride, dilation, newBefore, newAfter);
  }

  /** From the window's first place to its last. */
  long span() {
    return (long) dilation * (kernel - 1) + 1;
  }

  /**
   * How often it fits, at least 0.
   *
   * @param ceil whether a last window that reaches past the padding counts; one that starts there
   *     never does
   */
  long steps(long extent, boolean ceil) {
    long room = extent + before + after - span();
    long further = Math.floorDiv(ceil ? room + stride - 1 : room, stride);
    if (further < 0) {
      return 0;
    }
    return ceil && further * stride >= extent + before ? further : further + 1;
  }

  /** Padded so that the output has {@code ceil(extent / stride)}; an odd one goes to one side. */
  AxisWindow same(long extent, boolean oddAfter) {
    long outputs = (extent + stride - 1) / stride;
    int missing = (int) Math.max(0, (outputs - 1) * stride + span() - extent);
    int half = missing / 2;
    return oddAfter ? padded(half, missing - half) : padded(missing - half, half);
  }

  /** Whether the backends' pools refuse it: wide padding, or a window larger than all there is. */
  boolean isUnusual(long extent) {
    return 2L * Math.max(before, after) > span() || span() > extent + before + after;
  }
}
