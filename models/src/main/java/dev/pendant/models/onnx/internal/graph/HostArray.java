package dev.pendant.models.onnx.internal.graph;

import dev.pendant.models.ModelException;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * An array in Java's own memory: a weight before it goes to a backend, or a shape while it is being
 * computed. Every integer type of the file is int64 here. Immutable: arrays handed in or out are
 * not to be written to.
 */
public final class HostArray {

  /** Computed arrays larger than this come from files that mean harm. */
  private static final long MOST_COMPUTED = 1L << 26;

  private final Shape shape;
  private final DType type;

  /** {@code float[]}, {@code double[]}, or {@code long[]} for integers and booleans. */
  private final Object values;

  private HostArray(Shape shape, DType type, Object values, int count) {
    if (count != shape.elements()) {
      throw new IllegalArgumentException(count + " values for " + shape);
    }
    this.shape = shape;
    this.type = type;
    this.values = values;
  }

  public static HostArray of(Shape shape, float[] values) {
    return new HostArray(shape, DType.FLOAT32, values, values.length);
  }

  public static HostArray of(Shape shape, double[] values) {
    return new HostArray(shape, DType.FLOAT64, values, values.length);
  }

  public static HostArray of(Shape shape, long[] values) {
    return new HostArray(shape, DType.INT64, values, values.length);
  }

  public static HostArray booleans(Shape shape, long[] zerosAndOnes) {
    return new HostArray(shape, DType.BOOL, zerosAndOnes, zerosAndOnes.length);
  }

  /** A copy of a tensor's values. */
  public static HostArray of(Tensor tensor) {
    return tensor.type() == DType.FLOAT64
        ? of(tensor.shape(), tensor.toDoubleArray())
        : of(tensor.shape(), tensor.toFloatArray());
  }

  /** Integers of rank 1. */
  public static HostArray vector(long... values) {
    return of(Shape.of(values.length), values);
  }

  public static HostArray scalar(long value) {
    return of(Shape.of(), new long[] {value});
  }

  /** Computed values of a floating type. */
  public static HostArray numbers(DType type, Shape shape, IntToDoubleFunction value) {
    IntStream positions = IntStream.range(0, count(shape));
    if (type == DType.FLOAT64) {
      return of(shape, positions.mapToDouble(value).toArray());
    }
    float[] values = new float[count(shape)];
    positions.forEach(i -> values[i] = (float) value.applyAsDouble(i));
    return of(shape, values);
  }

  /** Computed values of an integer type or booleans. */
  public static HostArray integers(DType type, Shape shape, IntToLongFunction value) {
    long[] values = IntStream.range(0, count(shape)).mapToLong(value).toArray();
    return new HostArray(shape, type, values, values.length);
  }

  private static int count(Shape shape) {
    if (shape.elements() > MOST_COMPUTED) {
      throw new ModelException(
          "the graph computes a constant of shape "
              + shape
              + ", more than "
              + MOST_COMPUTED
              + " values; the file is damaged or not a classifier");
    }
    return (int) shape.elements();
  }

  public Shape shape() {
    return shape;
  }

  public DType type() {
    return type;
  }

  public int size() {
    return (int) shape.elements();
  }

  public double number(int at) {
    if (values instanceof float[] floats) {
      return floats[at];
    }
    return values instanceof double[] doubles ? doubles[at] : ((long[]) values)[at];
  }

  /** Floating values are cut towards zero, as Cast does. */
  public long integer(int at) {
    return values instanceof long[] longs ? longs[at] : (long) number(at);
  }

  /** All values of an integer array. */
  public long[] integers() {
    if (type != DType.INT64) {
      throw new ModelException("expected int64 values where a shape or index belongs, got " + type);
    }
    return ((long[]) values).clone();
  }

  /** The only value. */
  public double single() {
    if (size() != 1) {
      throw new ModelException("expected a single value, got shape " + shape);
    }
    return number(0);
  }

  public HostArray withShape(Shape other) {
    return new HostArray(other, type, values, size());
  }

  /** Values of this array at other places, in another shape. */
  public HostArray pick(Shape target, IntUnaryOperator from) {
    return type.isFloating()
        ? numbers(type, target, i -> number(from.applyAsInt(i)))
        : integers(type, target, i -> integer(from.applyAsInt(i)));
  }

  /** A copy on a backend, owned as any new tensor. */
  public Tensor toTensor(Backend backend) {
    long[] extents = shape.toArray();
    if (values instanceof float[] floats) {
      return Tensor.of(backend, floats, extents);
    }
    if (values instanceof double[] doubles) {
      return Tensor.of(backend, doubles, extents);
    }
    if (type == DType.BOOL) {
      boolean[] flags = new boolean[size()];
      for (int i = 0; i < flags.length; i++) {
        flags[i] = integer(i) != 0;
      }
      return Tensor.of(backend, flags, extents);
    }
    return Tensor.of(backend, (long[]) values, extents);
  }

  @Override
  public String toString() {
    return type + "" + shape;
  }
}
