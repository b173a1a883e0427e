package dev.pendant.internal;

import dev.pendant.spi.Backend;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Java arrays to native ones and back. */
public final class TensorFactory {

  private TensorFactory() {}

  public static Tensor floats(Backend backend, float[] values, Shape shape) {
    ByteBuffer data = buffer(new Spec(shape, DType.FLOAT32), values.length);
    data.asFloatBuffer().put(values);
    return made(backend, new Spec(shape, DType.FLOAT32), data);
  }

  public static Tensor doubles(Backend backend, double[] values, Shape shape) {
    ByteBuffer data = buffer(new Spec(shape, DType.FLOAT64), values.length);
    data.asDoubleBuffer().put(values);
    return made(backend, new Spec(shape, DType.FLOAT64), data);
  }

  public static Tensor longs(Backend backend, long[] values, Shape shape) {
    ByteBuffer data = buffer(new Spec(shape, DType.INT64), values.length);
    data.asLongBuffer().put(values);
    return made(backend, new Spec(shape, DType.INT64), data);
  }

  public static Tensor flags(Backend backend, boolean[] values, Shape shape) {
    ByteBuffer data = buffer(new Spec(shape, DType.BOOL), values.length);
    for (boolean value : values) {
      data.put((byte) (value ? 1 : 0));
    }
    return made(backend, new Spec(shape, DType.BOOL), data.flip());
  }

  public static Tensor bytes(Backend backend, Spec spec, ByteBuffer values) {
    if (!spec.type().isFloating()) {
      throw new IllegalArgumentException("bytes make floating tensors, asked for " + spec);
    }
    if (values.remaining() != spec.bytes()) {
      throw new IllegalArgumentException(
          spec + " takes " + spec.bytes() + " bytes, the buffer holds " + values.remaining());
    }
    return made(backend, spec, values.duplicate().order(ByteOrder.nativeOrder()));
  }

  public static Tensor full(Backend backend, Spec spec, double value) {
    if (!spec.type().isFloating()) {
      throw new IllegalArgumentException("full makes floating tensors, asked for " + spec);
    }
    return TapeTensor.leaf(Gradients.full(backend, spec, value), "values");
  }

  static ByteBuffer read(Storage storage) {
    ByteBuffer data = allocate(storage.spec());
    storage.backend().read(storage.array(), data);
    return data.flip();
  }

  private static ByteBuffer allocate(Spec spec) {
    return ByteBuffer.allocate(Math.toIntExact(spec.bytes())).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer buffer(Spec spec, int values) {
    if (values != spec.shape().elements()) {
      throw new IllegalArgumentException(
          "shape " + spec.shape() + " holds " + spec.shape().elements() + " values, got " + values);
    }
    return allocate(spec);
  }

  private static Tensor made(Backend backend, Spec spec, ByteBuffer data) {
    return TapeTensor.leaf(new Storage(backend, backend.create(spec, data)), "values");
  }
}
