package dev.pendant.nd4j;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arithmetic on extents and axes. */
final class Extents {

  private Extents() {}

  static long[] of(List<Long> extents) {
    return extents.stream().mapToLong(Long::longValue).toArray();
  }

  static long[] axes(List<Integer> axes) {
    return axes.stream().mapToLong(Integer::longValue).toArray();
  }

  static long[] join(long[] first, long... second) {
    return LongStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  static long product(long[] extents, int from, int to) {
    return Arrays.stream(extents, from, to).reduce(1, Math::multiplyExact);
  }

  /** The shape two shapes broadcast to; they are known to fit. */
  static long[] broadcast(long[] a, long[] b) {
    long[] longer = a.length >= b.length ? a : b;
    long[] shorter = longer == a ? b : a;
    long[] out = longer.clone();
    int shift = longer.length - shorter.length;
    for (int i = 0; i < shorter.length; i++) {
      if (out[i + shift] == 1) {
        out[i + shift] = shorter[i];
      }
    }
    return out;
  }

  /** Axes of {@code to} along which {@code from} was repeated to become it. */
  static long[] repeated(long[] from, long[] to) {
    int shift = to.length - from.length;
    return LongStream.range(0, to.length)
        .filter(i -> i < shift || from[(int) i - shift] != to[(int) i])
        .toArray();
  }

  /** The axis that alone has more than one entry; -1 if none or several have. */
  static int onlyAxis(long[] extents) {
    int found = -1;
    for (int i = 0; i < extents.length; i++) {
      if (extents[i] != 1) {
        if (found >= 0) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }

  static long[] reduced(long[] extents, long[] axes, boolean keepDims) {
    return LongStream.range(0, extents.length)
        .filter(i -> keepDims || Arrays.stream(axes).noneMatch(axis -> axis == i))
        .map(i -> Arrays.stream(axes).anyMatch(axis -> axis == i) ? 1 : extents[(int) i])
        .toArray();
  }

  static long[] with(long[] extents, int axis, long extent) {
    long[] changed = extents.clone();
    changed[axis] = extent;
    return changed;
  }

  /**
   * The same memory under another shape. Never to be closed or handed out; writing to it writes to
   * the original.
   */
  static INDArray view(INDArray dense, long... shape) {
    return Arrays.equals(dense.shape(), shape) ? dense : dense.reshape('c', shape);
  }
}
