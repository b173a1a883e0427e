package dev.pendant.internal;

import dev.pendant.internal.RecordedVjp.Call;
import dev.pendant.internal.RecordedVjp.Part;
import dev.pendant.internal.RecordedVjp.Row;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gradients of reductions and of operators that only move values, in operators. */
final class RecordedShapes {

  private RecordedShapes() {}

  static void addTo(Map<Class<? extends Op>, Row<? extends Op>> rows) {
    rows.put(Op.Sum.class, (Row<Op.Sum>) op -> List.of(c -> spread(c, op.axes())));
    rows.put(
        Op.Mean.class,
        (Row<Op.Mean>)
            op ->
                List.of(
                    c ->
                        spread(c, op.axes())
                            .mul(
                                (double) c.output().shape().elements()
                                    / c.x().shape().elements())));
    rows.put(Op.Norm2.class, (Row<Op.Norm2>) op -> List.of(c -> norm(c, op.axes())));
    rows.put(
        Op.Reshape.class,
        (Row<Op.Reshape>) op -> List.of(c -> c.gradient().reshape(c.x().shape().toArray())));
    rows.put(
        Op.Expand.class,
        (Row<Op.Expand>) op -> List.of(c -> RecordedVjp.sumTo(c.gradient(), c.x().shape())));
    rows.put(
        Op.Permute.class,
        (Row<Op.Permute>) op -> List.of(c -> c.gradient().permute(inverse(op.axes()))));
    rows.put(Op.Concat.class, (Row<Op.Concat>) op -> parts(op.axis()));
    rows.put(
        Op.Pad.class,
        (Row<Op.Pad>)
            op ->
                List.of(c -> Operators.apply(new Op.Pad(reversed(op.padding()), 0), c.gradient())));
  }

  /** The gradient along the input's direction; where the input is 0, it has none. */
  private static Tensor norm(Call c, List<Integer> axes) {
    Tensor length = c.output().add(RecordedElementwise.constant(c.output(), y -> y == 0 ? 1 : 0));
    return c.x().mul(spread(c, c.gradient().div(length), axes));
  }

  /** The gradient of a reduction at every place it reduced. */
  private static Tensor spread(Call c, List<Integer> axes) {
    return spread(c, c.gradient(), axes);
  }

  private static Tensor spread(Call c, Tensor reduced, List<Integer> axes) {
    Shape kept = c.x().shape();
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    List<Long> target = c.x().shape().stream().boxed().toList();
    return Operators.apply(new Op.Expand(target), reduced.reshape(kept.toArray()));
  }

  private static Integer[] inverse(List<Integer> axes) {
    Integer[] inverse = new Integer[axes.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[axes.get(i)] = i;
    }
    return inverse;
  }

  private static Padding reversed(Padding padding) {
    return new Padding(-padding.top(), -padding.left(), -padding.bottom(), -padding.right());
  }

  /** Every input's own stretch of the gradient, however many inputs there are. */
  private static List<Part> parts(int axis) {
    return new AbstractList<>() {
      @Override
      public Part get(int index) {
        return c -> {
          long start = 0;
          for (Tensor before : new ArrayList<>(c.inputs().subList(0, index))) {
            start += before.shape().get(axis);
          }
          return c.gradient().slice(axis, start, start + c.input(index).shape().get(axis));
        };
      }

      @Override
      public int size() {
        return Integer.MAX_VALUE;
      }
    };
  }
}
