package dev.pendant.op;

import dev.pendant.tensor.Shape;
import java.util.List;

/** The shape rules that take more than a line; each checks before it answers. */
final class ShapeRules {

  private ShapeRules() {}

  static Shape reshaped(Operands in, List<Long> target) {
    Shape x = in.shape(0);
    long known = 1;
    int open = -1;
    for (int i = 0; i < target.size(); i++) {
      long extent = target.get(i);
      if (extent == -1) {
        in.check(open < 0, "at most one extent may be -1, got " + target);
        open = i;
      } else {
        in.check(extent >= 0, "extents must not be negative, got " + target);
        known = Math.multiplyExact(known, extent);
      }
    }
    long[] out = target.stream().mapToLong(Long::longValue).toArray();
    if (open >= 0) {
      in.check(
          known != 0 && x.elements() % known == 0,
          x.elements() + " elements do not divide into " + target);
      out[open] = x.elements() / known;
    }
    Shape shape = Shape.of(out);
    in.check(
        shape.elements() == x.elements(),
        x + " has " + x.elements() + " elements, " + shape + " has " + shape.elements());
    return shape;
  }

  static Shape concatenated(Operands in, int axis) {
    Shape first = in.shape(0);
    int at = in.axis(axis, first.rank());
    long sum = 0;
    for (int i = 0; i < in.count(); i++) {
      Shape next = in.shape(i);
      in.check(
          next.rank() == first.rank() && next.with(at, first.get(at)).equals(first),
          "input " + i + " must agree with input 0 on every axis but " + at);
      sum += next.get(at);
    }
    return first.with(at, sum);
  }

  static Shape gathered(Operands in, int axis) {
    Shape x = in.shape(0);
    Shape index = in.shape(1);
    int at = in.axis(axis, x.rank());
    in.check(index.rank() <= 1, "index must have rank 0 or 1");
    long[] out = new long[x.rank() - 1 + index.rank()];
    int next = 0;
    for (int i = 0; i < x.rank(); i++) {
      if (i != at) {
        out[next++] = x.get(i);
      } else if (index.rank() == 1) {
        out[next++] = index.get(0);
      }
    }
    return Shape.of(out);
  }

  static Shape multiplied(Operands in) {
    Shape a = in.shape(0);
    Shape b = in.shape(1);
    in.check(
        a.rank() >= 2 && b.rank() >= 2,
        "both inputs must have rank 2 or more; reshape vectors first");
    in.check(
        a.get(-1) == b.get(-2),
        "left has " + a.get(-1) + " columns, right has " + b.get(-2) + " rows");
    Shape batch = in.broadcast(a.with(-1, 1).with(-2, 1), b.with(-1, 1).with(-2, 1));
    return batch.with(-2, a.get(-2)).with(-1, b.get(-1));
  }

  static void bias(Operands in, int input, long channels) {
    if (in.count() > input) {
      in.check(
          in.shape(input).equals(Shape.of(channels)),
          "bias must be [" + channels + "], is " + in.shape(input));
    }
  }

  static Shape resized(Operands in, Size size) {
    in.rank(0, 4);
    in.check(size.atLeast(1), "output size must be at least 1 x 1, is " + size);
    in.check(in.shape(0).elements() > 0, "input must not be empty");
    return in.shape(0).with(2, size.height()).with(3, size.width());
  }

  static void normalisedTail(Operands in, List<Integer> axes) {
    Shape x = in.shape(0);
    in.check(
        !axes.isEmpty() && axes.get(0) == x.rank() - axes.size(),
        "normalises trailing axes only, got " + axes + " of rank " + x.rank());
    Shape tail = Shape.of(axes.stream().mapToLong(x::get).toArray());
    in.check(in.shape(1).equals(tail), "weight must be " + tail);
    in.check(in.shape(2).equals(tail), "bias must be " + tail);
  }
}
