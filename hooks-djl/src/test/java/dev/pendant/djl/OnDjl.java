package dev.pendant.djl;

import dev.pendant.op.Op;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.Vjp;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A backend for one test, with everything made on it; values go in and out as {@code double}s. */
final class OnDjl implements AutoCloseable {

  final DjlBackend backend = (DjlBackend) new DjlProvider().open();
  private final List<Runnable> open = new ArrayList<>();

  NativeArray array(DType type, Shape shape, double... values) {
    Spec spec = new Spec(shape, type);
    ByteBuffer data =
        ByteBuffer.allocate(Math.toIntExact(spec.bytes())).order(ByteOrder.nativeOrder());
    for (double value : values) {
      switch (type) {
        case FLOAT32 -> data.putFloat((float) value);
        case FLOAT64 -> data.putDouble(value);
        case INT64 -> data.putLong((long) value);
        case BOOL -> data.put((byte) value);
      }
    }
    return kept(backend.create(spec, data.flip()));
  }

  NativeArray floats(Shape shape, double... values) {
    return array(DType.FLOAT32, shape, values);
  }

  double[] read(NativeArray array) {
    ByteBuffer data =
        ByteBuffer.allocate(Math.toIntExact(array.spec().bytes())).order(ByteOrder.nativeOrder());
    backend.read(array, data);
    data.flip();
    double[] values = new double[Math.toIntExact(array.spec().shape().elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (array.spec().type()) {
            case FLOAT32 -> data.getFloat();
            case FLOAT64 -> data.getDouble();
            case INT64 -> data.getLong();
            case BOOL -> data.get();
          };
    }
    return values;
  }

  /** The operator's output, nothing recorded. */
  NativeArray run(Op op, NativeArray... inputs) {
    return evaluate(op, new boolean[inputs.length], inputs).outputs().get(0);
  }

  /** The VJP with respect to the first input. */
  Vjp record(Op op, NativeArray... inputs) {
    boolean[] first = new boolean[inputs.length];
    first[0] = true;
    return record(op, first, inputs);
  }

  Vjp record(Op op, boolean[] wanted, NativeArray... inputs) {
    return Objects.requireNonNull(evaluate(op, wanted, inputs).vjp());
  }

  NativeArray gradient(Vjp vjp, NativeArray seed, int inputs) {
    boolean[] first = new boolean[inputs];
    first[0] = true;
    return kept(Objects.requireNonNull(vjp.apply(Arrays.asList(seed), first).get(0)));
  }

  private Evaluation evaluate(Op op, boolean[] wanted, NativeArray... inputs) {
    List<Spec> specs = Arrays.stream(inputs).map(NativeArray::spec).toList();
    Op normal = op.normalize(specs);
    Evaluation evaluation = backend.evaluate(normal, List.of(inputs), wanted);
    kept(evaluation.outputs().get(0));
    @Nullable Vjp vjp = evaluation.vjp();
    if (vjp != null) {
      open.add(vjp::close);
    }
    return evaluation;
  }

  private NativeArray kept(NativeArray array) {
    open.add(array::close);
    return array;
  }

  void closeAll() {
    open.forEach(Runnable::run);
    open.clear();
  }

  @Override
  public void close() {
    closeAll();
    backend.close();
  }
}
