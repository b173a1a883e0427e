package dev.pendant.cam.internal;

import dev.pendant.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Sizes of maps: one to three axes, none of them empty. */
public final class Extents {

  private static final int MOST_AXES = 3;
  private static final int MOST_VALUES = Integer.MAX_VALUE / 4;

  private Extents() {}

  public static Shape of(int... extents) {
    return Shape.of(IntStream.of(extents).asLongStream().toArray());
  }

  /** For example {@code 7 x 7}. */
  public static String text(Shape shape) {
    return shape.stream().mapToObj(Long::toString).collect(Collectors.joining(" x "));
  }

  /**
   * @throws IllegalArgumentException if a map of this size cannot be made
   */
  public static Shape requireMap(Shape shape) {
    if (shape.rank() < 1 || shape.rank() > MOST_AXES || shape.stream().anyMatch(x -> x < 1)) {
      throw new IllegalArgumentException(
          "expected a map of one to three axes, each at least 1, got " + shape);
    }
    if (shape.elements() > MOST_VALUES) {
      throw new IllegalArgumentException(
          text(shape) + " values do not fit into one Java array; ask for fewer");
    }
    return shape;
  }

  /**
   * @throws IllegalArgumentException if one map cannot be resized to the other's size
   */
  public static void requireSameRank(Shape from, Shape to) {
    requireMap(from);
    if (from.rank() != to.rank()) {
      throw new IllegalArgumentException(
          "a map of %s has %d axes, expected as many extents to resize it to, got %d: %s"
              .formatted(text(from), from.rank(), to.rank(), to));
    }
    requireMap(to);
  }

  /** Extents behind the samples and channels of [n, c, ...]. */
  public static Shape spatial(Shape tensor) {
    return Shape.of(tensor.stream().skip(2).toArray());
  }

  /** A shape without the first of its extents of 1, until no more than so many are left. */
  public static Shape withoutOnes(Shape shape, int axes) {
    List<Long> left = new ArrayList<>(shape.stream().boxed().toList());
    while (left.size() > axes && left.remove(1L)) {
      // one fewer
    }
    return Shape.of(left.stream().mapToLong(Long::longValue).toArray());
  }

  /** The larger of two sizes along each axis. */
  public static Shape largest(Shape a, Shape b) {
    requireSameRank(a, b);
    return Shape.of(
        IntStream.range(0, a.rank()).mapToLong(i -> Math.max(a.get(i), b.get(i))).toArray());
  }

  /** As extents of Java arrays. */
  public static int[] ints(Shape shape) {
    return LongStream.of(shape.toArray()).mapToInt(Math::toIntExact).toArray();
  }
}
