package dev.pendant.nd4j;

import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Pooling by a native operator, after adding what it cannot pad itself.
 *
 * @param name the native operator; its gradient is {@code name_bp}
 * @param value of the border
 * @param rest the operator's own arguments, after the window's
 */
record PaddedPool(String name, double value, Window window, Border border, long... rest)
    implements PoolingRows.Pool {

  private static final String MAXIMUM = "maxpool2d";

  static PaddedPool max(Op.MaxPool2d op, INDArray x) {
    Border border = border(x, op.kernel(), op.stride(), op.padding(), op.dilation(), op.ceilMode());
    Window window = window(border, op.kernel(), op.stride(), op.padding(), op.dilation());
    return new PaddedPool(MAXIMUM, Double.NEGATIVE_INFINITY, window, border, 0, 0);
  }

  /** Divides by the full window everywhere. */
  static PaddedPool average(
      Size kernel, Size stride, Padding padding, boolean ceilMode, INDArray x) {
    Border border = border(x, kernel, stride, padding, Size.ONE, ceilMode);
    Window window = window(border, kernel, stride, padding, Size.ONE);
    return new PaddedPool("avgpool2d", 0, window, border, 0, 1);
  }

  @Override
  public INDArray forward(Scratch s, INDArray x) {
    INDArray pooled = pooled(s, x, value);
    return name.equals(MAXIMUM)
        ? NotANumber.kept(s, pooled, x, seen -> pooled(s, seen, 0))
        : pooled; // sums hand it on
  }

  private INDArray pooled(Scratch s, INDArray x, double around) {
    INDArray padded = border.around(s, x, around);
    return s.call(window.call(name, rest), window.output(padded, x.size(1)), padded);
  }

  @Override
  public INDArray back(Scratch s, INDArray x, INDArray g) {
    INDArray padded = border.around(s, x, value);
    INDArray gradient = s.call(window.call(name + "_bp", rest), padded.shape(), padded, g);
    return border.reversed().around(s, gradient, 0);
  }

  private static Window window(
      Border border, Size kernel, Size stride, Padding padding, Size dilation) {
    return Window.of(kernel, stride, border.isNone() ? padding : Padding.NONE, dilation);
  }

  /** Unequal padding and what a last, partial window needs; none where the operator can do all. */
  private static Border border(
      INDArray x, Size kernel, Size stride, Padding padding, Size dilation, boolean ceilMode) {
    long below =
        overhang(
            x.size(2) + padding.top() + padding.bottom(),
            dilation.height() * (kernel.height() - 1L) + 1,
            stride.height(),
            x.size(2) + padding.top(),
            ceilMode);
    long right =
        overhang(
            x.size(3) + padding.left() + padding.right(),
            dilation.width() * (kernel.width() - 1L) + 1,
            stride.width(),
            x.size(3) + padding.left(),
            ceilMode);
    if (padding.isSymmetric() && below == 0 && right == 0) {
      return Border.NONE;
    }
    return new Border(
        padding.top(), padding.left(), padding.bottom() + below, padding.right() + right);
  }

  /** How far the last window reaches past the padding; a window never starts there. */
  private static long overhang(
      long padded, long span, long stride, long lastStart, boolean ceilMode) {
    long rest = (padded - span) % stride;
    if (!ceilMode || rest == 0 || padded - span - rest + stride >= lastStart) {
      return 0;
    }
    return stride - rest;
  }
}
