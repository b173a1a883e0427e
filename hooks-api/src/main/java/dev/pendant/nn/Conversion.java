package dev.pendant.nn;

import dev.pendant.tensor.DType;
import dev.pendant.tensor.Tensor;
import java.util.Collection;

/** Other floating types for tensors that stay the same Java objects. */
final class Conversion {

  private Conversion() {}

  static void convert(Collection<Tensor> tensors, DType type) {
    if (!type.isFloating()) {
      throw new IllegalArgumentException("expected a floating type, got " + type);
    }
    for (Tensor tensor : tensors) {
      if (tensor.type().isFloating() && tensor.type() != type) {
        try (Tensor converted = converted(tensor, type)) {
          tensor.setData(converted);
        }
      }
    }
  }

  private static Tensor converted(Tensor tensor, DType type) {
    long[] shape = tensor.shape().toArray();
    return type == DType.FLOAT64
        ? Tensor.of(tensor.backend(), tensor.toDoubleArray(), shape)
        : Tensor.of(tensor.backend(), tensor.toFloatArray(), shape);
  }
}
