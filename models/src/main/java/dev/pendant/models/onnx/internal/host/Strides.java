package dev.pendant.models.onnx.internal.host;

import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.tensor.Shape;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Walks over row-major arrays: most moves of values are one walk with other strides. */
public final class Strides {

  private Strides() {}

  /** For each position of {@code shape}, where a walk with these strides is then. */
  static IntUnaryOperator walk(Shape shape, long start, long[] strides) {
    long[] own = shape.strides();
    return position -> {
      long at = start;
      for (int axis = 0; axis < own.length; axis++) {
        at += position / own[axis] % shape.get(axis) * strides[axis];
      }
      return (int) at;
    };
  }

  /** From positions of the broadcast shape to those of an operand. */
  static IntUnaryOperator broadcast(Shape from, Shape to) {
    long[] own = from.strides();
    long[] strides = new long[to.rank()];
    for (int i = 1; i <= from.rank(); i++) {
      strides[to.rank() - i] = from.get(-i) == 1 ? 0 : own[from.rank() - i];
    }
    return walk(to, 0, strides);
  }

  /** Axes in another order, for Transpose and for weights that are stored the other way round. */
  public static HostArray permuted(HostArray x, int[] axes) {
    long[] own = x.shape().strides();
    Shape shape = Shape.of(IntStream.of(axes).mapToLong(x.shape()::get).toArray());
    return x.pick(shape, walk(shape, 0, IntStream.of(axes).mapToLong(a -> own[a]).toArray()));
  }
}
