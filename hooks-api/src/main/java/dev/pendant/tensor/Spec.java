package dev.pendant.tensor;

/** What is known of a tensor without its values: shape and element type. */
public record Spec(Shape shape, DType type) {

  /** Bytes a dense array of this kind takes. */
  public long bytes() {
    return Math.multiplyExact(shape.elements(), type.bytes());
  }

  public Spec withShape(Shape other) {
    return new Spec(other, type);
  }

  /** For example {@code float32[1, 3, 224, 224]}. */
  @Override
  public String toString() {
    return type.name().toLowerCase(java.util.Locale.ROOT) + shape;
  }
}
