package dev.pendant.nd4j;

import dev.pendant.op.Op;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Moving values into new dense arrays: slices, other axis orders, repetition. */
final class Layout {

  private Layout() {}

  /** May return its input where the order changes nothing. */
  static INDArray permute(Scratch s, INDArray x, long... axes) {
    if (Arrays.equals(axes, LongStream.range(0, axes.length).toArray())) {
      return x;
    }
    long[] shape = Arrays.stream(axes).map(axis -> x.size((int) axis)).toArray();
    return s.call(NativeCall.of("permute").integers(axes), shape, x);
  }

  static long[] inverse(List<Integer> axes) {
    return LongStream.range(0, axes.size()).map(i -> axes.indexOf((int) i)).toArray();
  }

  static INDArray concat(Scratch s, List<INDArray> parts, int axis) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    long sum = parts.stream().mapToLong(part -> part.size(axis)).sum();
    return s.call(
        NativeCall.of("concat").integers(axis),
        Extents.with(parts.get(0).shape(), axis, sum),
        parts.toArray(INDArray[]::new));
  }

  /** A run of entries along one axis. */
  static INDArray part(Scratch s, INDArray x, int axis, long from, long length) {
    Range range = Range.all(x.shape());
    range.begin[axis] = from;
    range.end[axis] = from + length;
    return slice(s, x, range);
  }

  static INDArray slice(Scratch s, INDArray x, Range range) {
    if (x.rank() == 0) {
      return x;
    }
    return s.call(NativeCall.of("strided_slice").integers(range.arguments()), range.shape(), x);
  }

  /** The gradient of {@link #slice}: g where the range reaches, else 0. */
  static INDArray unslice(Scratch s, INDArray x, Range range, INDArray g) {
    if (x.rank() == 0) {
      return g;
    }
    if (g.length() == 1) {
      return alone(s, x, range, g); // the native operator puts a single value at the front
    }
    NativeCall call = NativeCall.of("strided_slice_bp").integers(range.arguments());
    return s.call(call, x.shape(), x, g);
  }

  private static INDArray alone(Scratch s, INDArray x, Range range, INDArray g) {
    INDArray gradient = s.zerosLike(x);
    long place = 0;
    for (int axis = 0; axis < x.rank(); axis++) {
      place = place * x.size(axis) + range.begin[axis];
    }
    gradient.data().put(place, g.getDouble(0));
    return gradient;
  }

  static INDArray expand(Scratch s, INDArray x, long... shape) {
    if (Arrays.equals(shape, x.shape())) {
      return x;
    }
    INDArray target = s.longs(shape, shape.length);
    return s.call(NativeCall.of("broadcast_to"), shape, x, target);
  }

  /** Begin, end and step for every axis, all inside the extents. */
  record Range(long[] begin, long[] end, long[] step) {

    static Range all(long[] extents) {
      long[] step = new long[extents.length];
      Arrays.fill(step, 1);
      return new Range(new long[extents.length], extents.clone(), step);
    }

    static Range of(long[] extents, Op.Slice op) {
      Range range = all(extents);
      for (int i = 0; i < op.axes().size(); i++) {
        int axis = op.axes().get(i);
        range.begin[axis] = op.starts().get(i);
        range.end[axis] = op.ends().get(i);
        range.step[axis] = op.steps().get(i);
      }
      return range;
    }

    long[] shape() {
      long[] shape = new long[begin.length];
      Arrays.setAll(shape, i -> (end[i] - begin[i] + step[i] - 1) / step[i]);
      return shape;
    }

    /** What strided_slice reads: five bit masks of Python's slice syntax, then the three lists. */
    long[] arguments() {
      return Extents.join(new long[5], Extents.join(begin, Extents.join(end, step)));
    }
  }
}
