package dev.pendant.internal;

import dev.pendant.op.Op;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Arithmetic on storages that is never recorded. */
final class Gradients {

  private static final boolean[] NONE_WANTED = {false, false};

  private Gradients() {}

  /**
   * The sum, for the caller to release; both operands' references are consumed, also on failure.
   */
  static Storage add(Storage a, Storage b) {
    try {
      Backend backend = a.backend();
      List<dev.pendant.spi.NativeArray> sum =
          backend.evaluate(new Op.Add(), List.of(a.array(), b.array()), NONE_WANTED).outputs();
      return new Storage(backend, sum.get(0));
    } finally {
      a.release();
      b.release();
    }
  }

  /** One value everywhere, for the caller to release. */
  static Storage full(Backend backend, Spec spec, double value) {
    ByteBuffer data =
        ByteBuffer.allocate(Math.toIntExact(spec.bytes())).order(ByteOrder.nativeOrder());
    while (data.hasRemaining()) {
      if (spec.type() == DType.FLOAT32) {
        data.putFloat((float) value);
      } else {
        data.putDouble(value);
      }
    }
    return new Storage(backend, backend.create(spec, data.flip()));
  }
}
