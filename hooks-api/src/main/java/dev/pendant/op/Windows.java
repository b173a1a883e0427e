package dev.pendant.op;

import dev.pendant.tensor.Shape;

/** Output extents of sliding windows, as PyTorch counts them. */
final class Windows {

  private Windows() {}

  static Shape pooled(
      Operands in,
      Shape x,
      long channels,
      Size kernel,
      Size stride,
      Padding pad,
      Size dilation,
      boolean ceil) {
    in.check(kernel.atLeast(1), "kernel must be at least 1 x 1, is " + kernel);
    in.check(stride.atLeast(1), "stride must be at least 1 x 1, is " + stride);
    in.check(dilation.atLeast(1), "dilation must be at least 1 x 1, is " + dilation);
    in.check(!pad.isNegative(), "padding must not be negative, is " + pad);
    long height =
        extent(
            in,
            x.get(2),
            kernel.height(),
            stride.height(),
            pad.top(),
            pad.bottom(),
            dilation.height(),
            ceil);
    long width =
        extent(
            in,
            x.get(3),
            kernel.width(),
            stride.width(),
            pad.left(),
            pad.right(),
            dilation.width(),
            ceil);
    return Shape.of(x.get(0), channels, height, width);
  }

  private static long extent(
      Operands in,
      long size,
      int kernel,
      int stride,
      int before,
      int after,
      int dilation,
      boolean ceil) {
    long span = (long) dilation * (kernel - 1) + 1;
    long room = size + before + after - span;
    in.check(
        room >= 0,
        "window of "
            + span
            + " does not fit into "
            + size
            + " + padding "
            + before
            + " + "
            + after);
    long steps = ceil ? (room + stride - 1) / stride : room / stride;
    // A last window that would start in the padding after the input is left out.
    if (ceil && steps * stride >= size + before) {
      steps--;
    }
    return steps + 1;
  }
}
