package dev.pendant.models.zoo;

import dev.pendant.spi.Backend;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.SplittableRandom;

/** Noise. */
final class RandomParameters extends Parameters {

  private final Backend backend;
  private final SplittableRandom random;

  RandomParameters(Backend backend, long seed) {
    this.backend = backend;
    this.random = new SplittableRandom(seed);
  }

  @Override
  Tensor make(String name, Spec spec, Start start) {
    long[] shape = spec.shape().toArray();
    int count = Math.toIntExact(spec.shape().elements());
    if (spec.type() == DType.INT64) {
      return Tensor.of(backend, new long[count], shape);
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (start.mean() + start.spread() * (2 * random.nextDouble() - 1));
    }
    return Tensor.of(backend, values, shape);
  }
}
