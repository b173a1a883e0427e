package dev.pendant.internal;

import dev.pendant.autograd.SecondOrderException;
import dev.pendant.op.Op;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Vector-Jacobian products written in operators, so that a backward pass can itself be
 * differentiated. One row per operator; an operator without a row is refused by name.
 */
final class RecordedVjp {

  /** What a row sees: inputs, output and its gradient, all on the tape. */
  record Call(List<Tensor> inputs, Tensor output, Tensor gradient) {
    Tensor x() {
      return inputs.get(0);
    }

    Tensor input(int index) {
      return inputs.get(index);
    }
  }

  /** The gradient of each input, not computed before it is asked for. */
  interface Row<O extends Op> {
    List<Part> of(O op);
  }

  /** The gradient of one input. */
  interface Part {
    Tensor of(Call call);
  }

  private static final Map<Class<? extends Op>, Row<? extends Op>> ROWS = rows();

  private RecordedVjp() {}

  private static Map<Class<? extends Op>, Row<? extends Op>> rows() {
    Map<Class<? extends Op>, Row<? extends Op>> rows = new HashMap<>();
    RecordedElementwise.addTo(rows);
    RecordedShapes.addTo(rows);
    RecordedProducts.addTo(rows);
    return Map.copyOf(rows);
  }

  static List<@Nullable Tensor> apply(
      Op op, List<Tensor> inputs, Tensor output, Tensor gradient, boolean[] wanted) {
    @SuppressWarnings("unchecked") // a row is only ever filed under its own operator's class
    Row<Op> row = (Row<Op>) ROWS.get(op.getClass());
    if (row == null) {
      throw new SecondOrderException(
          "the backward of "
              + op.name()
              + " is not made of operators, so it cannot be recorded for a second derivative; CREATE_GRAPH goes with "
              + ROWS.keySet().stream()
                  .map(Class::getSimpleName)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    List<Part> parts = row.of(op);
    Call call = new Call(inputs, output, gradient);
    List<@Nullable Tensor> answers = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      answers.add(wanted[i] ? parts.get(i).of(call) : null);
    }
    return answers;
  }

  /** Undoes a broadcast: sums over what was repeated. */
  static Tensor sumTo(Tensor gradient, Shape target) {
    Shape shape = gradient.shape();
    if (shape.equals(target)) {
      return gradient;
    }
    List<Integer> axes = new ArrayList<>();
    int added = shape.rank() - target.rank();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (axis < added || (target.get(axis - added) == 1 && shape.get(axis) != 1)) {
        axes.add(axis);
      }
    }
    return (axes.isEmpty() ? gradient : gradient.sum(axes.toArray(new Integer[0])))
        .reshape(target.toArray());
  }
}
