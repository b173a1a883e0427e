package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.models.onnx.internal.host.HostOperators;
import dev.pendant.models.onnx.internal.host.Shapes;
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
    Tensor of(Tensor x, List<Integer> axes, boolean keepDims);
  }

  private interface Reducer {
    Op over(List<Integer> axes, boolean keepDims);
  }

  static Map<String, Row> rows() {
    return Map.of(
        "ReduceMean", row(plain(Op.Mean::new)),
        "ReduceSum", row(plain(Op.Sum::new)),
        "ReduceMax", row(plain(Op.Max::new)),
        "ReduceMin", row((x, axes, keep) -> plain(Op.Max::new).of(x.neg(), axes, keep).neg()),
        "ReduceL1", row((x, axes, keep) -> plain(Op.Sum::new).of(absolute(x), axes, keep)),
        "ReduceL2", row(plain(Op.Norm2::new)),
        "ReduceSumSquare", row((x, axes, keep) -> plain(Op.Sum::new).of(x.mul(x), axes, keep)));
  }

  private static Row row(Reduction reduction) {
    return node -> reduce(node, reduction);
  }

  private static Reduction plain(Reducer reducer) {
    return (x, axes, keep) -> Operators.apply(reducer.over(axes, keep), x);
  }

  private static Tensor absolute(Tensor x) {
    return Operators.apply(new Op.Abs(), x);
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
          return reduction.of(x, Arrays.stream(axes).boxed().toList(), keepDims);
        });
  }
}
