package dev.pendant.nd4j.samediff;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operators that pick values, or add some around. */
final class SelectionRows {

  private SelectionRows() {}

  static Map<String, Row> rows() {
    return Map.of(
        "slice", SelectionRows::slice,
        "strided_slice", StridedSliceRow::prepare,
        "split", SelectionRows::split,
        "unstack", SelectionRows::unstack,
        "gather", SelectionRows::gather,
        "pad", SelectionRows::pad);
  }

  private static Kernel slice(OpSetup op) {
    boolean inputs = op.inputs().size() > 2;
    long[] all = op.integers();
    long[] begins = inputs ? op.constant(1) : java.util.Arrays.copyOf(all, all.length / 2);
    long[] sizes =
        inputs ? op.constant(2) : java.util.Arrays.copyOfRange(all, all.length / 2, all.length);
    return Kernel.unary(
        x -> {
          Tensor part = x;
          for (int axis = 0; axis < begins.length; axis++) {
            long end = sizes[axis] < 0 ? x.shape().get(axis) : begins[axis] + sizes[axis];
            part = part.slice(axis, begins[axis], end);
          }
          return part;
        });
  }

  private static Kernel split(OpSetup op) {
    if (op.inputs().size() > 1) {
      throw op.refuse("takes its axis as an array, supported is an attribute");
    }
    int count = op.integer(0, 1);
    int axis = op.integer(1, 0);
    return operands -> {
      Tensor x = operands.get(0);
      long each = x.shape().get(axis) / count;
      List<Tensor> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        parts.add(x.slice(axis, i * each, (i + 1) * each));
      }
      return parts;
    };
  }

  private static Kernel unstack(OpSetup op) {
    int axis = op.integer(0, 0);
    return operands -> operands.get(0).unbind(axis);
  }

  private static Kernel gather(OpSetup op) {
    int axis = op.integer(0, 0);
    if (op.inputs().size() < 2) {
      throw op.refuse("has no array of indices");
    }
    long[] indices = op.constant(1);
    return Kernel.unary(
        x -> {
          Tensor index = Tensor.of(x.backend(), indices, indices.length);
          return Operators.apply(new Op.Gather(axis), x, index);
        });
  }

  private static Kernel pad(OpSetup op) {
    if (op.integer(0, 0) != 0) {
      throw op.refuse("pads by reflection, supported is a constant");
    }
    long[] borders = op.constant(1);
    double value = op.number(0, 0);
    return Kernel.unary(
        x -> {
          Tensor padded = x;
          for (int axis = 0; axis < borders.length / 2; axis++) {
            padded = padded(padded, axis, borders[2 * axis], borders[2 * axis + 1], value);
          }
          return padded;
        });
  }

  private static Tensor padded(Tensor x, int axis, long before, long after, double value) {
    List<Tensor> parts = new ArrayList<>();
    if (before > 0) {
      parts.add(border(x, axis, before, value));
    }
    parts.add(x);
    if (after > 0) {
      parts.add(border(x, axis, after, value));
    }
    return parts.size() == 1 ? x : Operators.apply(new Op.Concat(axis), parts);
  }

  private static Tensor border(Tensor x, int axis, long extent, double value) {
    return Tensor.full(x.backend(), new Spec(x.shape().with(axis, extent), x.type()), value);
  }
}
