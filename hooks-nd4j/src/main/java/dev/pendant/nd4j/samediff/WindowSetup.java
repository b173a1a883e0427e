package dev.pendant.nd4j.samediff;

import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Shape;

/** Kernel, stride, padding and dilation of a convolution or pooling, as ND4J lists them. */
record WindowSetup(
    Size kernel, Size stride, Size fixed, Size dilation, boolean same, Layout layout) {

  static WindowSetup of(OpSetup op) {
    int mode = op.integer(8, 0);
    if (mode > 1) {
      throw op.refuse("pads in mode CAUSAL, supported are VALID and SAME");
    }
    return new WindowSetup(
        new Size(op.integer(0, -1), op.integer(1, -1)),
        new Size(op.integer(2, 1), op.integer(3, 1)),
        new Size(op.integer(4, 0), op.integer(5, 0)),
        new Size(op.integer(6, 1), op.integer(7, 1)),
        mode == 1,
        Layout.of(op.integer(9, 0)));
  }

  WindowSetup in(Layout other) {
    return new WindowSetup(kernel, stride, fixed, dilation, same, other);
  }

  /**
   * @param picture NCHW
   * @param window the kernel's real size
   */
  Padding padding(Shape picture, Size window) {
    if (!same) {
      return Padding.of(fixed.height(), fixed.width());
    }
    int height = missing(picture.getInt(2), window.height(), stride.height(), dilation.height());
    int width = missing(picture.getInt(3), window.width(), stride.width(), dilation.width());
    return new Padding(height / 2, width / 2, height - height / 2, width - width / 2);
  }

  /** What lacks for an output of extent size / stride, rounded up; the odd one goes last. */
  private static int missing(int size, int window, int stride, int dilation) {
    int outputs = (size + stride - 1) / stride;
    return Math.max(0, (outputs - 1) * stride + (window - 1) * dilation + 1 - size);
  }
}
