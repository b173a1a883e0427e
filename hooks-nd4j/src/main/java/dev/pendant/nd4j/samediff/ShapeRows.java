package dev.pendant.nd4j.samediff;

import static java.util.Map.entry;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Operators that move values but do not change them. */
final class ShapeRows {

  /** How ND4J writes the order of a reshape among its integers: minus the letter. */
  private static final int C_ORDER = -'c';

  private static final int F_ORDER = -'f';

  private ShapeRows() {}

  static Map<String, Row> rows() {
    return Map.ofEntries(
        entry("reshape", ShapeRows::reshape),
        entry("flatten_2d", ShapeRows::flatten),
        entry("expand_dims", ShapeRows::expandDims),
        entry("squeeze", ShapeRows::squeeze),
        entry("permute", ShapeRows::permute),
        entry("transpose", ShapeRows::permute),
        entry("concat", op -> Kernel.of(new Op.Concat(op.integer(0, 0)))),
        entry("stack", ShapeRows::stack),
        entry("tile", ShapeRows::tile));
  }

  private static Kernel reshape(OpSetup op) {
    int order = op.integer(0, C_ORDER);
    if (order == F_ORDER) {
      throw op.refuse("reshapes in Fortran order, supported is C order");
    }
    long[] shape = op.integersOrConstant(order == C_ORDER ? 1 : 0);
    return Kernel.unary(
        x -> {
          long[] target = shape.clone();
          for (int i = 0; i < target.length; i++) {
            target[i] = target[i] == 0 && x.shape().elements() > 0 ? x.shape().get(i) : target[i];
          }
          return x.reshape(target);
        });
  }

  private static Kernel flatten(OpSetup op) {
    int axis = op.integer(0, 1);
    return Kernel.unary(
        x -> {
          long rows = 1;
          for (int i = 0; i < (axis < 0 ? axis + x.shape().rank() : axis); i++) {
            rows *= x.shape().get(i);
          }
          return x.reshape(rows, -1);
        });
  }

  private static Kernel expandDims(OpSetup op) {
    long[] axis = op.integersOrConstant(0);
    return Kernel.unary(x -> withAxis(x, Math.toIntExact(axis[0])));
  }

  /** One more axis of extent 1. */
  private static Tensor withAxis(Tensor x, int axis) {
    List<Long> shape = new ArrayList<>(x.shape().stream().boxed().toList());
    shape.add(axis < 0 ? axis + shape.size() + 1 : axis, 1L);
    return x.reshape(array(shape));
  }

  private static Kernel squeeze(OpSetup op) {
    long[] axes = op.integersOrConstant(0);
    return Kernel.unary(
        x -> {
          Shape shape = x.shape();
          List<Integer> dropped = new ArrayList<>();
          for (long axis : axes) {
            dropped.add((int) (axis < 0 ? axis + shape.rank() : axis));
          }
          List<Long> kept = new ArrayList<>();
          for (int i = 0; i < shape.rank(); i++) {
            boolean drop = axes.length == 0 ? shape.get(i) == 1 : dropped.contains(i);
            if (!drop) {
              kept.add(shape.get(i));
            }
          }
          return x.reshape(array(kept));
        });
  }

  private static Kernel permute(OpSetup op) {
    List<Integer> axes = OpSetup.ints(op.integersOrConstant(0));
    return Kernel.unary(
        x -> {
          List<Integer> order = axes;
          if (order.isEmpty()) {
            order = new ArrayList<>();
            for (int i = 0; i < x.shape().rank(); i++) {
              order.add(i);
            }
            Collections.reverse(order);
          }
          return Operators.apply(new Op.Permute(order), x);
        });
  }

  private static Kernel stack(OpSetup op) {
    int axis = op.integer(0, 0);
    return operands -> {
      int at = axis < 0 ? axis + operands.get(0).shape().rank() + 1 : axis;
      List<Tensor> parts = operands.stream().map(x -> withAxis(x, at)).toList();
      return List.of(Operators.apply(new Op.Concat(at), parts));
    };
  }

  private static Kernel tile(OpSetup op) {
    long[] times = op.integersOrConstant(0);
    return Kernel.unary(
        x -> {
          Tensor tiled = x;
          for (int axis = 0; axis < times.length; axis++) {
            if (times[axis] != 1) {
              List<Tensor> copies = Collections.nCopies(Math.toIntExact(times[axis]), tiled);
              tiled = Operators.apply(new Op.Concat(axis), copies);
            }
          }
          return tiled;
        });
  }

  static long[] array(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }
}
