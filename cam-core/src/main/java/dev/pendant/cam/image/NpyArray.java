package dev.pendant.cam.image;

import dev.pendant.tensor.Shape;

/** What {@link Npy} read. Immutable. */
public final class NpyArray {

  private final float[] values;
  private final Shape shape;

  NpyArray(float[] values, Shape shape) {
    this.values = values;
    this.shape = shape;
  }

  /** A copy of the elements, the last axis fastest. */
  public float[] values() {
    return values.clone();
  }

  public Shape shape() {
    return shape;
  }
}
