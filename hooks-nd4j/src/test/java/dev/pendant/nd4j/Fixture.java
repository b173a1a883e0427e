package dev.pendant.nd4j;

import dev.pendant.op.Op;
import dev.pendant.spi.Backend;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A backend and the arrays a test made on it, which close with it. */
final class Fixture implements AutoCloseable {

  final Backend backend = new Nd4jProvider().open();
  private final List<AutoCloseable> open = new ArrayList<>();

  NativeArray floats(Shape shape, double... values) {
    ByteBuffer data = buffer(values.length * 4);
    for (double value : values) {
      data.putFloat((float) value);
    }
    return keep(backend.create(new Spec(shape, DType.FLOAT32), data.flip()));
  }

  NativeArray counting(long... extents) {
    Shape shape = Shape.of(extents);
    double[] values = new double[(int) shape.elements()];
    java.util.Arrays.setAll(values, i -> i);
    return floats(shape, values);
  }

  NativeArray longs(long... values) {
    ByteBuffer data = buffer(values.length * 8);
    for (long value : values) {
      data.putLong(value);
    }
    return keep(backend.create(new Spec(Shape.of(values.length), DType.INT64), data.flip()));
  }

  NativeArray flags(int... values) {
    ByteBuffer data = buffer(values.length);
    for (int value : values) {
      data.put((byte) value);
    }
    return keep(backend.create(new Spec(Shape.of(values.length), DType.BOOL), data.flip()));
  }

  NativeArray apply(Op op, NativeArray... inputs) {
    Op normal = op.normalize(java.util.Arrays.stream(inputs).map(NativeArray::spec).toList());
    Evaluation evaluation = backend.evaluate(normal, List.of(inputs), new boolean[inputs.length]);
    return keep(evaluation.outputs().get(0));
  }

  float[] read(NativeArray array) {
    ByteBuffer data = buffer((int) array.spec().bytes());
    backend.read(array, data);
    float[] values = new float[(int) array.spec().shape().elements()];
    data.flip().asFloatBuffer().get(values);
    return values;
  }

  byte[] bytes(NativeArray array) {
    ByteBuffer data = buffer((int) array.spec().bytes());
    backend.read(array, data);
    return data.array();
  }

  static INDArray inside(NativeArray array) {
    return Nd4jArray.of(array);
  }

  <T extends AutoCloseable> T keep(T thing) {
    open.add(thing);
    return thing;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable thing : open) {
      thing.close();
    }
    backend.close();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
  }
}
