package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.models.onnx.internal.host.HostOperators;
import dev.pendant.models.onnx.internal.host.Shapes;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows that change the shape and keep the values. */
final class ShapeRows {

  private ShapeRows() {}

  static Map<String, Row> rows() {
    return Map.of(
        "Reshape", ShapeRows::reshape,
        "Flatten", ShapeRows::flatten,
        "Squeeze", ShapeRows::squeeze,
        "Unsqueeze", ShapeRows::unsqueeze,
        "Transpose", ShapeRows::transpose,
        "Expand", ShapeRows::expand,
        "Concat", ShapeRows::concat);
  }

  private interface NewShape {
    Shape of(Shape x, List<@Nullable HostArray> inputs);
  }

  private static Kernel reshaped(NodeSetup node, NewShape rule) {
    Operand operand = node.x();
    Function<Frame, List<@Nullable HostArray>> arrays = node.arrays(1);
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          return x.reshape(rule.of(x.shape(), arrays.apply(frame)).toArray());
        });
  }

  private static Kernel reshape(NodeSetup node) {
    boolean allowZero = node.attributes().flag("allowzero", false);
    return reshaped(
        node, (x, in) -> Shapes.reshaped(x, HostOperators.input(in, 1).integers(), allowZero));
  }

  private static Kernel flatten(NodeSetup node) {
    long axis = node.attributes().integer("axis", 1);
    return reshaped(node, (x, in) -> Shapes.flattened(x, axis));
  }

  private static Kernel squeeze(NodeSetup node) {
    OnnxAttributes attributes = node.attributes();
    return reshaped(
        node,
        (x, in) -> {
          long[] axes = HostOperators.integers(attributes, in, "axes", 1);
          return Shapes.squeezed(x, axes == null ? new long[0] : axes);
        });
  }

  private static Kernel unsqueeze(NodeSetup node) {
    OnnxAttributes attributes = node.attributes();
    return reshaped(
        node,
        (x, in) -> {
          long[] axes = HostOperators.integers(attributes, in, "axes", 1);
          if (axes == null) {
            throw new ModelException("does not say which axes to add");
          }
          return Shapes.unsqueezed(x, axes);
        });
  }

  private static Kernel transpose(NodeSetup node) {
    OnnxAttributes attributes = node.attributes();
    Operand operand = node.x();
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          int[] axes = Shapes.permutation(attributes, x.shape().rank());
          return Operators.apply(new Op.Permute(Arrays.stream(axes).boxed().toList()), x);
        });
  }

  private static Kernel expand(NodeSetup node) {
    Operand operand = node.x();
    Function<Frame, List<@Nullable HostArray>> arrays = node.arrays(1);
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          long[] asked = HostOperators.input(arrays.apply(frame), 1).integers();
          Shape target = Shapes.broadcast(x.shape(), HostOperators.extents(asked));
          return Operators.apply(new Op.Expand(target.stream().boxed().toList()), x);
        });
  }

  private static Kernel concat(NodeSetup node) {
    int axis = Math.toIntExact(node.attributes().integer("axis", 1));
    List<Operand> operands = node.tensors();
    return Kernel.of(frame -> Operand.apply(new Op.Concat(axis), frame, operands));
  }
}
