package dev.pendant.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The extents of a tensor, outermost first; rank 0 is a scalar. Immutable. */
public final class Shape {

  private static final Shape SCALAR = new Shape(new long[0]);

  private final long[] extents;

  private Shape(long[] extents) {
    this.extents = extents;
  }

  /**
   * @throws IllegalArgumentException if an extent is negative or the element count overflows
   */
  public static Shape of(long... extents) {
    if (extents.length == 0) {
      return SCALAR;
    }
    long count = 1;
    for (long extent : extents) {
      if (extent < 0) {
        throw new IllegalArgumentException("negative extent in " + Arrays.toString(extents));
      }
      count = Math.multiplyExact(count, extent);
    }
    return new Shape(extents.clone());
  }

  public int rank() {
    return extents.length;
  }

  /** Extent of an axis; negative axes count from the end. */
  public long get(int axis) {
    return extents[axis < 0 ? axis + extents.length : axis];
  }

  /** Extent of an axis as an {@code int}, for APIs that take no more. */
  public int getInt(int axis) {
    return Math.toIntExact(get(axis));
  }

  public long elements() {
    long count = 1;
    for (long extent : extents) {
      count *= extent;
    }
    return count;
  }

  /** Steps from one entry of each axis to the next, where values lie row-major without gaps. */
  public long[] strides() {
    long[] strides = new long[extents.length];
    long step = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= extents[axis];
    }
    return strides;
  }

  public long[] toArray() {
    return extents.clone();
  }

  /** This shape with one axis changed. */
  public Shape with(int axis, long extent) {
    long[] changed = extents.clone();
    changed[axis < 0 ? axis + extents.length : axis] = extent;
    return of(changed);
  }

  public LongStream stream() {
    return Arrays.stream(extents);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  /** For example {@code [1, 3, 224, 224]}. */
  @Override
  public String toString() {
    return stream().mapToObj(Long::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
