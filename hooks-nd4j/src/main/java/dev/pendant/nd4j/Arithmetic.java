package dev.pendant.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Broadcasting arithmetic that rows are composed from. */
final class Arithmetic {

  private Arithmetic() {}

  static INDArray add(Scratch s, INDArray a, INDArray b) {
    return binary(s, "add", a, b);
  }

  static INDArray add(Scratch s, INDArray a, double b) {
    return add(s, a, s.scalar(a.dataType(), b));
  }

  static INDArray sub(Scratch s, INDArray a, INDArray b) {
    return binary(s, "subtract", a, b);
  }

  static INDArray mul(Scratch s, INDArray a, INDArray b) {
    return binary(s, "multiply", a, b);
  }

  static INDArray mul(Scratch s, INDArray a, double b) {
    return mul(s, a, s.scalar(a.dataType(), b));
  }

  static INDArray div(Scratch s, INDArray a, INDArray b) {
    return binary(s, "divide", a, b);
  }

  static INDArray binary(Scratch s, String name, INDArray a, INDArray b) {
    return s.call(NativeCall.of(name), Extents.broadcast(a.shape(), b.shape()), a, b);
  }

  /** 1 where the comparison holds, else 0, in the type of {@code a}. */
  static INDArray mask(Scratch s, String comparison, INDArray a, INDArray b) {
    INDArray holds = s.make(DataType.BOOL, Extents.broadcast(a.shape(), b.shape()));
    s.run(NativeCall.of(comparison), holds, a, b);
    return s.cast(holds, a.dataType());
  }

  static INDArray mask(Scratch s, String comparison, INDArray a, double b) {
    return mask(s, comparison, a, s.scalar(a.dataType(), b));
  }

  /** Sum over axes, which stay as 1. */
  static INDArray sum(Scratch s, INDArray x, long... axes) {
    return reduce(s, "reduce_sum", x, axes);
  }

  /** Mean over axes, which stay as 1. */
  static INDArray mean(Scratch s, INDArray x, long... axes) {
    return reduce(s, "reduce_mean", x, axes);
  }

  private static INDArray reduce(Scratch s, String name, INDArray x, long... axes) {
    long[] shape = x.shape().clone();
    for (long axis : axes) {
      shape[(int) axis] = 1;
    }
    return s.call(NativeCall.of(name).integers(axes).flags(true), shape, x);
  }

  /** The reverse of broadcasting: sums the axes along which {@code shape} was repeated. */
  static INDArray sumTo(Scratch s, INDArray g, long[] shape) {
    long[] axes = Extents.repeated(shape, g.shape());
    INDArray sum = axes.length == 0 ? g : sum(s, g, axes);
    return sum.rank() == shape.length ? sum : Extents.view(sum, shape);
  }
}
