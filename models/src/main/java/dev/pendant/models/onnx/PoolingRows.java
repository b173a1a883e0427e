package dev.pendant.models.onnx;

import dev.pendant.models.ModelException;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rows for pools over windows and over whole pictures. */
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

  private static WindowAttributes window(NodeSetup node) {
    long[] kernel = node.attributes().integers("kernel_shape");
    if (kernel == null) {
      throw node.refuse("lacks kernel_shape");
    }
    return WindowAttributes.of(node, WindowAttributes.size(node, "kernel_shape", kernel));
  }

  private static Tensor picture(Tensor x) {
    if (x.shape().rank() != 4) {
      throw new ModelException("takes pictures (rank 4), got " + x.shape());
    }
    return x;
  }

  private static Kernel maxPool(NodeSetup node) {
    WindowAttributes window = window(node);
    boolean ceil = node.attributes().flag("ceil_mode", false);
    Operand operand = node.x();
    return Kernel.of(
        frame -> {
          Tensor x = picture(operand.in(frame));
          return Operators.apply(
              new Op.MaxPool2d(
                  window.kernel(),
                  window.stride(),
                  window.padding(x.shape()),
                  window.dilation(),
                  ceil),
              x);
        });
  }

  /**
   * Padding does not count in the divisor unless the file says so; PyTorch's default is reverse.
   */
  private static Kernel averagePool(NodeSetup node) {
    WindowAttributes window = window(node);
    node.check(window.dilation().equals(Size.ONE), "dilations are not supported");
    boolean ceil = node.attributes().flag("ceil_mode", false);
    boolean countPadding = node.attributes().flag("count_include_pad", false);
    Operand operand = node.x();
    return Kernel.of(
        frame -> {
          Tensor x = picture(operand.in(frame));
          Padding padding = window.padding(x.shape());
          if (window.kernel().equals(Size.ONE)
              && window.stride().equals(Size.ONE)
              && padding.isNone()) {
            // What exporters make of an adaptive pool that has nothing to do.
            return x;
          }
          return Operators.apply(
              new Op.AvgPool2d(window.kernel(), window.stride(), padding, ceil, countPadding), x);
        });
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
