package dev.pendant.cam.image;

import dev.pendant.tensor.Shape;

/** What {@link Npy} read of float64. Immutable. */
public final class NpyDoubles {

  private final double[] values;
  private final Shape shape;

  NpyDoubles(double[] values, Shape shape) {
    this.values = values;
    this.shape = shape;
  }

  /** A copy of the elements, the last axis fastest. */
  public double[] values() {
    return values.clone();
  }

  public Shape shape() {
    return shape;
  }
}
