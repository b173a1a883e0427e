package dev.pendant.internal;

import dev.pendant.op.Op;
import dev.pendant.op.OperatorException;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Looks at the values of an index before native code does, which would read or crash outside the
 * array.
 */
final class IndexCheck {

  private IndexCheck() {}

  static void check(Op.Gather op, List<Spec> inputs, Storage index) {
    long extent = inputs.get(0).shape().get(op.axis());
    ByteBuffer values = TensorFactory.read(index);
    while (values.hasRemaining()) {
      long value = values.getLong();
      if (value < 0 || value >= extent) {
        throw new OperatorException(
            op, inputs, "index " + value + " is outside [0, " + extent + ") of axis " + op.axis());
      }
    }
  }
}
