package dev.pendant.op;

import dev.pendant.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Ranges as Python reads them: negative counts from the end, past the end stops at it. */
final class SliceRule {

  private SliceRule() {}

  static Op.Slice normalized(Op.Slice op, Operands in) {
    int count = op.axes().size();
    in.check(
        op.starts().size() == count && op.ends().size() == count && op.steps().size() == count,
        "starts, ends, axes and steps must be equally long");
    Shape x = in.shape(0);
    in.axes(op.axes(), x.rank());
    List<Long> starts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int axis = in.axis(op.axes().get(i), x.rank());
      in.check(op.steps().get(i) >= 1, "steps must be 1 or more, got " + op.steps());
      long start = inside(op.starts().get(i), x.get(axis));
      axes.add(axis);
      starts.add(start);
      ends.add(Math.max(start, inside(op.ends().get(i), x.get(axis))));
    }
    return new Op.Slice(starts, ends, axes, op.steps());
  }

  private static long inside(long position, long extent) {
    long at = position < 0 ? position + extent : position;
    return Math.min(Math.max(at, 0), extent);
  }

  static Shape output(Op.Slice normalized, Shape x) {
    Shape out = x;
    for (int i = 0; i < normalized.axes().size(); i++) {
      long step = normalized.steps().get(i);
      long length = normalized.ends().get(i) - normalized.starts().get(i);
      out = out.with(normalized.axes().get(i), (length + step - 1) / step);
    }
    return out;
  }
}
