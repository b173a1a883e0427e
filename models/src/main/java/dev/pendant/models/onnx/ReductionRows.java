package dev.pendant.models.onnx;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows that reduce over axes. */
final class ReductionRows {

  private ReductionRows() {}

  private interface Reduction {
    Op over(List<Integer> axes, boolean keepDims);
  }

  static Map<String, Row> rows() {
    return Map.of(
        "ReduceMean", node -> reduce(node, Op.Mean::new),
        "ReduceSum", node -> reduce(node, Op.Sum::new),
        "ReduceMax", node -> reduce(node, Op.Max::new));
  }

  /** Axes are an attribute in older opsets, an input in newer ones; none means all. */
  private static Kernel reduce(NodeSetup node, Reduction reduction) {
    OnnxAttributes attributes = node.attributes();
    boolean keepDims = attributes.flag("keepdims", true);
    boolean emptyIsNone = attributes.flag("noop_with_empty_axes", false);
    Operand operand = node.x();
    Function<Frame, List<@Nullable HostArray>> arrays = node.arrays(1);
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          long[] named = HostOperators.integers(attributes, arrays.apply(frame), "axes", 1);
          int[] axes = Shapes.axes(named == null ? new long[0] : named, x.shape().rank());
          if (axes.length == 0 && emptyIsNone) {
            return x;
          }
          return Operators.apply(reduction.over(Arrays.stream(axes).boxed().toList(), keepDims), x);
        });
  }
}
