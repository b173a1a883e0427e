package dev.pendant.cam.internal;

import dev.pendant.tensor.DType;
import dev.pendant.tensor.Tensor;

/** Values on their way into the engine. */
public final class HostValues {

  private HostValues() {}

  /** A tensor of the backend and type of another. */
  public static Tensor like(Tensor other, double[] values, long... shape) {
    if (other.type() == DType.FLOAT64) {
      return Tensor.of(other.backend(), values, shape);
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.of(other.backend(), floats, shape);
  }
}
