package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;

/** Average pools of pictures, those too that the backends' own pool cannot do. */
final class AveragePools {

  private AveragePools() {}

  static Tensor mean(
      Tensor x, AxisWindow rows, AxisWindow columns, boolean ceil, boolean countPadding) {
    if (rows.equals(AxisWindow.POINT) && columns.equals(AxisWindow.POINT)) {
      // What exporters make of an adaptive pool that has nothing to do.
      return x;
    }
    boolean dilated = rows.dilation() > 1 || columns.dilation() > 1;
    if (dilated || rows.isUnusual(x.shape().get(2)) || columns.isUnusual(x.shape().get(3))) {
      return summed(x, rows, columns, ceil, countPadding);
    }
    return Operators.apply(
        new Op.AvgPool2d(
            WindowAttributes.kernel(rows, columns),
            WindowAttributes.stride(rows, columns),
            WindowAttributes.padding(rows, columns),
            ceil,
            countPadding),
        x);
  }

  /**
   * Where every window lies inside: what to pad, and how often the windows fit.
   *
   * @param steps rows and columns of the output
   */
  record Covered(Padding padding, Size steps) {}

  static Covered cover(Shape x, AxisWindow rows, AxisWindow columns, boolean ceil) {
    long down = rows.steps(x.get(2), ceil);
    long across = columns.steps(x.get(3), ceil);
    if (down < 1 || across < 1) {
      throw new ModelException("its window " + rows + ", " + columns + " does not fit into " + x);
    }
    return new Covered(
        new Padding(
            rows.before(),
            columns.before(),
            after(rows, x.get(2), down),
            after(columns, x.get(3), across)),
        new Size((int) down, (int) across));
  }

  private static int after(AxisWindow window, long extent, long steps) {
    long needed = (steps - 1) * window.stride() + window.span();
    return (int) Math.max(0, needed - window.before() - extent);
  }

  /** The sum over each window, as a convolution with ones, divided by how many values it has. */
  private static Tensor summed(
      Tensor x, AxisWindow rows, AxisWindow columns, boolean ceil, boolean countPadding) {
    Shape shape = x.shape();
    Covered covered = cover(shape, rows, columns, ceil);
    Tensor padded = Operators.apply(new Op.Pad(covered.padding(), 0), x);
    int channels = shape.getInt(1);
    Tensor ones =
        Tensor.full(
            x.backend(),
            new Spec(Shape.of(channels, 1, rows.kernel(), columns.kernel()), x.type()),
            1);
    Op sum =
        new Op.Conv2d(
            WindowAttributes.stride(rows, columns),
            Padding.NONE,
            WindowAttributes.dilation(rows, columns),
            channels);
    long[] down = counts(rows, shape.get(2), covered.steps().height(), countPadding);
    long[] across = counts(columns, shape.get(3), covered.steps().width(), countPadding);
    HostArray parts =
        HostArray.numbers(
            x.type(),
            Shape.of(1, 1, down.length, across.length),
            i -> 1.0 / (down[i / across.length] * across[i % across.length]));
    return Operators.apply(sum, padded, ones).mul(parts.toTensor(x.backend()));
  }

  /** How many values each window has; what lies beyond the padding never counts. */
  private static long[] counts(AxisWindow window, long extent, int steps, boolean countPadding) {
    long low = countPadding ? -window.before() : 0;
    long high = countPadding ? extent + window.after() : extent;
    long[] counts = new long[steps];
    for (int i = 0; i < steps; i++) {
      long first = (long) i * window.stride() - window.before();
      for (int k = 0; k < window.kernel(); k++) {
        long at = first + (long) k * window.dilation();
        counts[i] += at >= low && at < high ? 1 : 0;
      }
    }
    return counts;
  }
}
