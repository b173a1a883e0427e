package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.ModelException;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rows for pools over windows, along one, two and three axes, and over whole pictures. */
final class PoolingRows {

  private PoolingRows() {}

  static Map<String, Row> rows() {
    return Map.of(
        "MaxPool",
        PoolingRows::maxPool,
        "AveragePool",
        PoolingRows::averagePool,
        "GlobalAveragePool",
        node -> global(node, axes -> new Op.Mean(axes, true)),
        "GlobalMaxPool",
        node -> global(node, axes -> new Op.Max(axes, true)));
  }

  private interface PlanePool {
    Tensor of(Tensor x, AxisWindow rows, AxisWindow columns);
  }

  private static Kernel pool(NodeSetup node, PlanePool pool) {
    long[] kernel = node.attributes().integers("kernel_shape");
    if (kernel == null) {
      throw node.refuse("lacks kernel_shape");
    }
    WindowAttributes window = WindowAttributes.of(node, kernel);
    Operand operand = node.x();
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          return pooled(x, window.on(x.shape()), pool);
        });
  }

  /** Pools over a box are pools over its planes, then along its depth. */
  private static Tensor pooled(Tensor x, List<AxisWindow> windows, PlanePool pool) {
    if (windows.size() == 1) {
      Tensor row = ConvolutionRows.unsqueezed(x);
      return ConvolutionRows.squeezed(pool.of(row, AxisWindow.POINT, windows.get(0)));
    }
    if (windows.size() == 2) {
      return pool.of(x, windows.get(0), windows.get(1));
    }
    Shape in = x.shape();
    Tensor slices = x.reshape(in.get(0), in.get(1) * in.get(2), in.get(3), in.get(4));
    Tensor planes = pool.of(slices, windows.get(1), windows.get(2));
    long rows = planes.shape().get(2);
    long columns = planes.shape().get(3);
    Tensor columnsOfSlices = planes.reshape(in.get(0), in.get(1), in.get(2), rows * columns);
    Tensor out = pool.of(columnsOfSlices, windows.get(0), AxisWindow.POINT);
    return out.reshape(in.get(0), in.get(1), out.shape().get(2), rows, columns);
  }

  private static Kernel maxPool(NodeSetup node) {
    boolean ceil = node.attributes().flag("ceil_mode", false);
    return pool(node, (x, rows, columns) -> largest(x, rows, columns, ceil));
  }

  private static Tensor largest(Tensor x, AxisWindow rows, AxisWindow columns, boolean ceil) {
    if (rows.isUnusual(x.shape().get(2)) || columns.isUnusual(x.shape().get(3))) {
      AveragePools.Covered covered = AveragePools.cover(x.shape(), rows, columns, ceil);
      Tensor padded = Operators.apply(new Op.Pad(covered.padding(), Double.NEGATIVE_INFINITY), x);
      return largest(padded, rows.padded(0, 0), columns.padded(0, 0), false);
    }
    return Operators.apply(
        new Op.MaxPool2d(
            WindowAttributes.kernel(rows, columns),
            WindowAttributes.stride(rows, columns),
            WindowAttributes.padding(rows, columns),
            WindowAttributes.dilation(rows, columns),
            ceil),
        x);
  }

  /**
   * Padding does not count in the divisor unless the file says so; PyTorch's default is reverse.
   */
  private static Kernel averagePool(NodeSetup node) {
    boolean ceil = node.attributes().flag("ceil_mode", false);
    boolean countPadding = node.attributes().flag("count_include_pad", false);
    return pool(
        node, (x, rows, columns) -> AveragePools.mean(x, rows, columns, ceil, countPadding));
  }

  private interface Reducer {
    Op over(List<Integer> axes);
  }

  private static Kernel global(NodeSetup node, Reducer reducer) {
    Operand operand = node.x();
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          Shape shape = x.shape();
          if (shape.rank() < 3) {
            throw new ModelException("takes at least one spatial axis, got " + shape);
          }
          return Operators.apply(
              reducer.over(IntStream.range(2, shape.rank()).boxed().toList()), x);
        });
  }
}
