package dev.pendant.nd4j.samediff;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** TensorFlow's strided slice: five masks, then begins, ends and strides. */
final class StridedSliceRow {

  private static final int MASKS = 5;

  private StridedSliceRow() {}

  static Kernel prepare(OpSetup op) {
    if (op.integer(1, 0) != 0 || op.integer(3, 0) != 0) {
      throw op.refuse("has an ellipsis or a new axis, which is not supported");
    }
    boolean inputs = op.inputs().size() > 3;
    long[] all = op.integers();
    int count = inputs ? 0 : (all.length - MASKS) / 3;
    long[] begins = inputs ? op.constant(1) : part(all, 0, count);
    long[] ends = inputs ? op.constant(2) : part(all, 1, count);
    long[] strides = inputs ? op.constant(3) : part(all, 2, count);
    int fromStart = op.integer(0, 0);
    int toEnd = op.integer(2, 0);
    int shrunk = op.integer(4, 0);
    List<Long> starts = new ArrayList<>();
    List<Long> stops = new ArrayList<>();
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < begins.length; axis++) {
      boolean single = isSet(shrunk, axis);
      if (strides[axis] < 1) {
        throw op.refuse("goes backwards along axis " + axis + ", which is not supported");
      }
      long last = begins[axis] == -1 ? Long.MAX_VALUE : begins[axis] + 1;
      starts.add(isSet(fromStart, axis) && !single ? 0L : begins[axis]);
      stops.add(single ? last : isSet(toEnd, axis) ? Long.MAX_VALUE : ends[axis]);
      axes.add(axis);
    }
    Op.Slice slice = new Op.Slice(starts, stops, axes, Arrays.stream(strides).boxed().toList());
    return Kernel.unary(x -> without(Operators.apply(slice, x), shrunk));
  }

  private static long[] part(long[] all, int which, int count) {
    return Arrays.copyOfRange(all, MASKS + which * count, MASKS + (which + 1) * count);
  }

  private static boolean isSet(int mask, int axis) {
    return (mask >> axis & 1) == 1;
  }

  private static Tensor without(Tensor x, int shrunk) {
    if (shrunk == 0) {
      return x;
    }
    List<Long> kept = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      if (!isSet(shrunk, axis)) {
        kept.add(x.shape().get(axis));
      }
    }
    return x.reshape(ShapeRows.array(kept));
  }
}
