package dev.pendant.benchmarks;

import dev.pendant.nn.Linear;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.Random;

/** Random tensors, the same in every run. */
final class Noise {

  private final Backend backend;
  private final Random random = new Random(0);

  Noise(Backend backend) {
    this.backend = backend;
  }

  /** Normally distributed with deviation 1. */
  Tensor tensor(long... shape) {
    return scaled(1, shape);
  }

  /** Scaled by the inputs of each output, so that deep networks neither explode nor vanish. */
  Tensor weight(long... shape) {
    Shape all = Shape.of(shape);
    return scaled(Math.sqrt(2.0 * shape[0] / all.elements()), shape);
  }

  Tensor filled(double value, long... shape) {
    return Tensor.full(backend, new Spec(Shape.of(shape), DType.FLOAT32), value);
  }

  Linear linear(int in, int out) {
    return new Linear(weight(out, in), filled(0, out));
  }

  private Tensor scaled(double deviation, long... shape) {
    float[] values = new float[Math.toIntExact(Shape.of(shape).elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return Tensor.of(backend, values, shape);
  }
}
