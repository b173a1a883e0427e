package dev.pendant.tck;

import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A dense, row-major array on the Java side. Elements of every type are held as doubles: the kit's
 * integers are small enough to be exact.
 */
final class Values {

  private final Spec spec;
  private final double[] data;

  Values(Spec spec, double[] data) {
    if (data.length != spec.shape().elements()) {
      throw new IllegalArgumentException(spec + " cannot hold " + data.length + " values");
    }
    this.spec = spec;
    this.data = data.clone();
  }

  /** A float64 array of rank 1. */
  static Values row(double[] data) {
    return new Values(new Spec(Shape.of(data.length), DType.FLOAT64), data);
  }

  Spec spec() {
    return spec;
  }

  Shape shape() {
    return spec.shape();
  }

  int size() {
    return data.length;
  }

  double get(int position) {
    return data[position];
  }

  /** The same values with one element moved. */
  Values plus(int position, double step) {
    Values moved = new Values(spec, data);
    moved.data[position] += step;
    return moved;
  }

  /** Floating values in double precision; other types as they are. */
  Values promoted() {
    return spec.type().isFloating() ? new Values(new Spec(shape(), DType.FLOAT64), data) : this;
  }

  /** The index of an element, outermost axis first. */
  long[] index(int position) {
    long[] index = new long[shape().rank()];
    long rest = position;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape().get(axis);
      rest /= shape().get(axis);
    }
    return index;
  }

  /** As {@link dev.pendant.spi.Backend#create} takes them. */
  ByteBuffer encoded() {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(spec.bytes())).order(ByteOrder.nativeOrder());
    for (double value : data) {
      switch (spec.type()) {
        case FLOAT32 -> bytes.putFloat((float) value);
        case FLOAT64 -> bytes.putDouble(value);
        case INT64 -> bytes.putLong((long) value);
        case BOOL -> bytes.put((byte) (value != 0 ? 1 : 0));
      }
    }
    return bytes.flip();
  }

  static Values decoded(Spec spec, ByteBuffer bytes) {
    double[] data = new double[Math.toIntExact(spec.shape().elements())];
    for (int i = 0; i < data.length; i++) {
      data[i] =
          switch (spec.type()) {
            case FLOAT32 -> bytes.getFloat();
            case FLOAT64 -> bytes.getDouble();
            case INT64 -> bytes.getLong();
            case BOOL -> bytes.get();
          };
    }
    return new Values(spec, data);
  }
}
