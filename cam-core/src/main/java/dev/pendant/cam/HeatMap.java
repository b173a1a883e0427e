package dev.pendant.cam;

import dev.pendant.cam.image.MapResize;
import dev.pendant.cam.image.SplineZoom;
import dev.pendant.cam.internal.Extents;
import dev.pendant.cam.method.Maps;
import dev.pendant.tensor.Shape;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** One number per position of data with one, two or three axes, row-major. Immutable. */
public final class HeatMap {

  private final Shape shape;
  private final float[] values;

  private HeatMap(Shape shape, float[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * A map of any number of axes up to three.
   *
   * @param shape such as [length], [height, width] or [depth, height, width]
   * @param values row-major; copied
   * @throws IllegalArgumentException if their number does not fit the shape
   */
  public static HeatMap of(Shape shape, float... values) {
    Extents.requireMap(shape);
    if (values.length != shape.elements()) {
      throw new IllegalArgumentException(
          "expected " + Extents.text(shape) + " values, got " + values.length);
    }
    return new HeatMap(shape, values.clone());
  }

  /**
   * The map of a picture.
   *
   * @param values row by row; copied
   * @throws IllegalArgumentException if their number is not {@code height * width}
   */
  public static HeatMap of(int height, int width, float... values) {
    return of(Shape.of(height, width), values);
  }

  private static HeatMap of(Shape shape, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return new HeatMap(shape, floats);
  }

  /** One sample's map. */
  static HeatMap of(Maps maps, int sample) {
    return of(maps.spatial(), maps.of(sample));
  }

  /** Extents, such as [height, width]. */
  public Shape shape() {
    return shape;
  }

  /**
   * @throws IllegalStateException if this is no map of a picture
   */
  public int height() {
    return ofPicture("height").getInt(0);
  }

  /**
   * @throws IllegalStateException if this is no map of a picture
   */
  public int width() {
    return ofPicture("width").getInt(1);
  }

  private Shape ofPicture(String side) {
    if (shape.rank() != 2) {
      throw new IllegalStateException(
          "a map of shape %s has no %s, only one with two axes has; ask for its shape()%s"
              .formatted(shape, side, shape.rank() == 3 ? " or for one slice(index)" : ""));
    }
    return shape;
  }

  /**
   * One plane of a map with three axes, at a place along the first.
   *
   * @return [height, width]
   * @throws IllegalStateException if the map has another number of axes
   * @throws IndexOutOfBoundsException if there is no such plane
   */
  public HeatMap slice(int index) {
    if (shape.rank() != 3) {
      throw new IllegalStateException(
          "a map of shape " + shape + " has no slices, only one with three axes has");
    }
    Objects.checkIndex(index, shape.getInt(0));
    Shape plane = Shape.of(shape.get(1), shape.get(2));
    int size = Math.toIntExact(plane.elements());
    return new HeatMap(plane, Arrays.copyOfRange(values, index * size, (index + 1) * size));
  }

  /** A copy of the values, row-major. */
  public float[] values() {
    return values.clone();
  }

  /**
   * A value of a picture's map.
   *
   * @throws IllegalStateException if it is no picture's
   */
  public float at(int row, int column) {
    return values[row * width() + column];
  }

  /** The smallest value; NaN if there is a NaN. */
  public float min() {
    float min = Float.POSITIVE_INFINITY;
    for (float value : values) {
      min = Math.min(min, value);
    }
    return min;
  }

  /** The largest value; NaN if there is a NaN. */
  public float max() {
    float max = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  public boolean isFinite() {
    return Float.isFinite(min()) && Float.isFinite(max());
  }

  /** This map with negative values replaced by 0; NaN stays. */
  public HeatMap relu() {
    return map(value -> Math.max(value, 0));
  }

  /**
   * At another size, linear between the centres of positions, see {@link MapResize}.
   *
   * @param extents as many as the map has axes
   * @throws IllegalArgumentException if they are not
   */
  public HeatMap resized(int... extents) {
    Shape to = Extents.of(extents);
    return new HeatMap(to, MapResize.linear(values, shape, to));
  }

  /**
   * At another size, each position from the one it lies in, see {@link MapResize}.
   *
   * @param extents as many as the map has axes
   * @throws IllegalArgumentException if they are not
   */
  public HeatMap nearest(int... extents) {
    Shape to = Extents.of(extents);
    return of(to, MapResize.nearest(doubles(), shape, to));
  }

  /** At another size along a smooth curve through all values, see {@link SplineZoom}. */
  HeatMap splined(int... extents) {
    Shape to = Extents.of(extents);
    return of(to, SplineZoom.cubic(doubles(), shape, to));
  }

  private double[] doubles() {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /**
   * This map if its values are from 0 to 1, else its positive part stretched to that: what an
   * overlay can draw.
   */
  public HeatMap forDrawing() {
    return min() >= 0 && max() <= 1 ? this : MinMax.exact(relu());
  }

  /** A function applied to every value. */
  public HeatMap map(DoubleUnaryOperator function) {
    float[] mapped = new float[values.length];
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = (float) function.applyAsDouble(values[i]);
    }
    return new HeatMap(shape, mapped);
  }

  /** Whether it has the same values at the same places; NaN is the same as NaN. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HeatMap map
        && shape.equals(map.shape)
        && Arrays.equals(values, map.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(shape, Arrays.hashCode(values));
  }

  @Override
  public String toString() {
    return "HeatMap " + Extents.text(shape) + ", " + min() + " to " + max();
  }
}
