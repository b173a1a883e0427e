package dev.pendant.models.zoo;

import dev.pendant.spi.Backend;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The values of {@code src/test/python/zoo.py}: mixed bits of the position and the name. */
final class FormulaParameters extends Parameters {

  private final Backend backend;

  FormulaParameters(Backend backend) {
    this.backend = backend;
  }

  @Override
  Tensor make(String name, Spec spec, Start start) {
    long[] shape = spec.shape().toArray();
    return spec.type() == DType.INT64
        ? Tensor.of(backend, new long[1], shape)
        : Tensor.of(backend, values(name, shape), shape);
  }

  static float[] values(String name, long... shape) {
    int count = 1;
    for (long extent : shape) {
      count *= (int) extent;
    }
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    int seed = (int) crc.getValue();
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      int bits = i * 0x9e3779b1 + seed;
      bits ^= bits >>> 15;
      bits *= 0x85ebca6b;
      bits ^= bits >>> 13;
      values[i] = (float) scaled(name, shape, Integer.toUnsignedLong(bits) / 0x1p31 - 1, count);
    }
    return values;
  }

  private static double scaled(String name, long[] shape, double fraction, int count) {
    if (name.endsWith("running_var")) {
      return 1 + 0.5 * fraction;
    }
    if (name.endsWith("weight")) {
      return shape.length == 1
          ? 0.5 + 0.1 * fraction
          : fraction * Math.sqrt(6.0 * shape[0] / count);
    }
    return name.equals("input") ? fraction : 0.1 * fraction;
  }
}
