package dev.pendant.cam.internal;

import dev.pendant.spi.Backend;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Values on their way into the engine and back: as many as asked for, in memory that can be filled
 * again for the next tensor. Not thread-safe.
 */
public final class HostValues {

  private final Backend backend;
  private final DType type;
  private final ByteBuffer bytes;

  /**
   * Room for values of a floating type, zeros at first.
   *
   * @param type that of the tensors
   * @param most how many values there is room for
   */
  public HostValues(Backend backend, DType type, long most) {
    this.backend = backend;
    this.type = type;
    long size = new Spec(Shape.of(most), type).bytes();
    this.bytes = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.nativeOrder());
  }

  /** A tensor of the backend and type of another. */
  public static Tensor like(Tensor other, double[] values, long... shape) {
    return of(other.backend(), other.type(), values, shape);
  }

  /** A tensor of a floating type that holds all of the values. */
  public static Tensor of(Backend backend, DType type, double[] values, long... shape) {
    if (Shape.of(shape).elements() != values.length) {
      throw new IllegalArgumentException(
          "shape %s holds %d values, got %d"
              .formatted(Shape.of(shape), Shape.of(shape).elements(), values.length));
    }
    HostValues host = new HostValues(backend, type, values.length);
    for (int i = 0; i < values.length; i++) {
      host.set(i, values[i]);
    }
    return host.tensor(shape);
  }

  public void set(int at, double value) {
    if (type == DType.FLOAT64) {
      bytes.putDouble(at * Double.BYTES, value);
    } else {
      bytes.putFloat(at * Float.BYTES, (float) value);
    }
  }

  public double get(int at) {
    return type == DType.FLOAT64
        ? bytes.getDouble(at * Double.BYTES)
        : bytes.getFloat(at * Float.BYTES);
  }

  /** A tensor of the first values, as many as the shape holds. */
  public Tensor tensor(long... shape) {
    Spec spec = new Spec(Shape.of(shape), type);
    return Tensor.of(backend, spec, bytes.clear().limit(Math.toIntExact(spec.bytes())));
  }

  /** Takes over all values of a tensor of this type, from the first place on. */
  public void read(Tensor tensor) {
    tensor.read(bytes.clear());
  }
}
