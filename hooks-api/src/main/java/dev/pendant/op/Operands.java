package dev.pendant.op;

import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.util.ArrayList;
import java.util.List;

/** The inputs of one operator while its shape rule looks at them; every refusal names both. */
final class Operands {

  private final Op op;
  private final List<Spec> inputs;

  Operands(Op op, List<Spec> inputs, int least, int most) {
    this.op = op;
    this.inputs = inputs;
    if (inputs.size() < least || inputs.size() > most) {
      String wanted = least == most ? String.valueOf(least) : least + " to " + most;
      throw refuse("takes " + wanted + " inputs, got " + inputs.size());
    }
  }

  OperatorException refuse(String expected) {
    return new OperatorException(op, inputs, expected);
  }

  void check(boolean holds, String expected) {
    if (!holds) {
      throw refuse(expected);
    }
  }

  Shape shape(int input) {
    return inputs.get(input).shape();
  }

  int count() {
    return inputs.size();
  }

  /** All inputs share one floating type, which is also the output's. */
  DType floating() {
    return floating(0);
  }

  /** Inputs from this one on share one floating type. */
  DType floating(int first) {
    DType type = inputs.get(first).type();
    check(type.isFloating(), "takes a floating type");
    for (Spec input : inputs.subList(first, inputs.size())) {
      check(
          input.type() == type,
          "takes inputs of one type; make both "
              + type
              + " before the call, nothing is cast silently");
    }
    return type;
  }

  void rank(int input, int rank) {
    check(shape(input).rank() == rank, "input " + input + " must have rank " + rank);
  }

  /** Inputs in this range have one value for each channel, which is axis 1 of input 0. */
  void channels(int from, int to) {
    check(shape(0).rank() >= 2, "input must have rank 2 or more");
    for (int i = from; i < to; i++) {
      check(shape(i).equals(Shape.of(shape(0).get(1))), "input " + i + " must be [channels]");
    }
  }

  int axis(int axis, int rank) {
    check(axis >= -rank && axis < rank, "axis " + axis + " is outside rank " + rank);
    return axis < 0 ? axis + rank : axis;
  }

  /** Axes as positive numbers in ascending order. */
  List<Integer> axes(List<Integer> axes, int rank) {
    List<Integer> positive = new ArrayList<>();
    for (int axis : axes) {
      int at = axis(axis, rank);
      check(!positive.contains(at), "axis " + axis + " is named twice in " + axes);
      positive.add(at);
    }
    positive.sort(null);
    return List.copyOf(positive);
  }

  /** The shape two operands broadcast to, as NumPy defines it. */
  Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    long[] out = new long[rank];
    for (int i = 1; i <= rank; i++) {
      long left = i <= a.rank() ? a.get(-i) : 1;
      long right = i <= b.rank() ? b.get(-i) : 1;
      check(
          left == right || left == 1 || right == 1,
          "shapes do not broadcast: " + a + " and " + b + " differ at axis -" + i);
      out[rank - i] = left == 1 ? right : left;
    }
    return Shape.of(out);
  }
}
