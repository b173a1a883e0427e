package dev.pendant.cam;

import dev.pendant.cam.image.MapResize;
import dev.pendant.cam.method.Maps;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** One number per position, row by row. Immutable. */
public final class HeatMap {

  private final int height;
  private final int width;
  private final float[] values;

  private HeatMap(int height, int width, float[] values) {
    this.height = height;
    this.width = width;
    this.values = values;
  }

  /**
   * @param values row by row; copied
   * @throws IllegalArgumentException if their number is not {@code height * width}
   */
  public static HeatMap of(int height, int width, float... values) {
    if (height < 1 || width < 1 || values.length != (long) height * width) {
      throw new IllegalArgumentException(
          "expected " + height + " x " + width + " values, got " + values.length);
    }
    return new HeatMap(height, width, values.clone());
  }

  private static HeatMap of(int height, int width, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return of(height, width, floats);
  }

  /** One sample's map, [h, w]. */
  static HeatMap of(Maps maps, int sample) {
    return of(maps.spatial().getInt(0), maps.spatial().getInt(1), maps.of(sample));
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  /** A copy of the values, row by row. */
  public float[] values() {
    return values.clone();
  }

  public float at(int row, int column) {
    return values[row * width + column];
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

  /** At another size, bilinear between pixel centres, see {@link MapResize}. */
  public HeatMap resized(int toHeight, int toWidth) {
    return new HeatMap(
        toHeight, toWidth, MapResize.bilinear(values, height, width, toHeight, toWidth));
  }

  /** At another size, each pixel from the one it lies in, see {@link MapResize}. */
  public HeatMap nearest(int toHeight, int toWidth) {
    return of(toHeight, toWidth, MapResize.nearest(doubles(), height, width, toHeight, toWidth));
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
    return new HeatMap(height, width, mapped);
  }

  /** Whether it has the same values at the same places; NaN is the same as NaN. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HeatMap map
        && height == map.height
        && width == map.width
        && Arrays.equals(values, map.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(height, width, Arrays.hashCode(values));
  }

  @Override
  public String toString() {
    return "HeatMap " + height + " x " + width + ", " + min() + " to " + max();
  }
}
