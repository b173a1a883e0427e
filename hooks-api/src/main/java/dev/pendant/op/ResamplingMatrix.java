package dev.pendant.op;

import java.util.function.IntToDoubleFunction;

/**
 * What share of each input place goes into each output place when one axis is resized. Resizing
 * pictures is a product with one such matrix for the rows and one for the columns, whatever the
 * rule; so rules that {@link Op.Interpolate} does not have are this and {@link Op.MatMul}.
 * Immutable.
 */
public final class ResamplingMatrix {

  /** PyTorch's, and OpenCV's. */
  private static final double CUBIC_COEFFICIENT = -0.75;

  private final int outputs;
  private final int inputs;
  private final double[] weights;

  private ResamplingMatrix(int outputs, long inputs) {
    if (outputs < 1 || inputs < 1) {
      throw new IllegalArgumentException(
          "resizing goes from and to one place or more, not from " + inputs + " to " + outputs);
    }
    this.outputs = outputs;
    this.inputs = Math.toIntExact(inputs);
    this.weights = new double[Math.multiplyExact(outputs, this.inputs)];
  }

  /** As PyTorch resizes an axis of this extent to that one. */
  public static ResamplingMatrix of(Op.Interpolate op, int outputs, long inputs) {
    IntToDoubleFunction position =
        op.alignCorners() ? corners(outputs, inputs) : edges(outputs, inputs);
    return switch (op.mode()) {
      case NEAREST -> nearest(outputs, inputs);
      case BILINEAR -> linear(outputs, inputs, position);
      case BICUBIC -> cubic(outputs, inputs, CUBIC_COEFFICIENT, position);
    };
  }

  /** Means over windows that together cover the input, as in {@link Op.AdaptiveAvgPool2d}. */
  public static ResamplingMatrix adaptiveMean(int outputs, long inputs) {
    ResamplingMatrix matrix = new ResamplingMatrix(outputs, inputs);
    for (int out = 0; out < outputs; out++) {
      long start = out * inputs / outputs;
      long end = ((out + 1) * inputs + outputs - 1) / outputs;
      for (long in = start; in < end; in++) {
        matrix.add(out, in, 1.0 / (end - start));
      }
    }
    return matrix;
  }

  /**
   * A mix of the two inputs around each output's position; beyond the ends, the end.
   *
   * @param position of an output in the input, where input 0 is at 0
   */
  public static ResamplingMatrix linear(int outputs, long inputs, IntToDoubleFunction position) {
    ResamplingMatrix matrix = new ResamplingMatrix(outputs, inputs);
    for (int out = 0; out < outputs; out++) {
      double place = position.applyAsDouble(out);
      double before = Math.floor(place);
      matrix.add(out, (long) before, 1 - (place - before));
      matrix.add(out, (long) before + 1, place - before);
    }
    return matrix;
  }

  /**
   * A mix of the four inputs around each output's position by cubic convolution (Keys 1981); the
   * ends go on beyond the ends.
   *
   * @param coefficient the slope parameter, -0.75 in PyTorch, -0.5 in Keys' paper
   * @param position as in {@link #linear}
   */
  public static ResamplingMatrix cubic(
      int outputs, long inputs, double coefficient, IntToDoubleFunction position) {
    ResamplingMatrix matrix = new ResamplingMatrix(outputs, inputs);
    for (int out = 0; out < outputs; out++) {
      double place = position.applyAsDouble(out);
      long before = (long) Math.floor(place);
      for (long in = before - 1; in <= before + 2; in++) {
        matrix.add(out, in, cubic(Math.abs(place - in), coefficient));
      }
    }
    return matrix;
  }

  private static double cubic(double distance, double a) {
    if (distance <= 1) {
      return ((a + 2) * distance - (a + 3)) * distance * distance + 1;
    }
    return distance < 2 ? ((distance - 5) * distance + 8) * distance * a - 4 * a : 0;
  }

  /** The input at or before each output's position; in float, as PyTorch rounds it. */
  private static ResamplingMatrix nearest(int outputs, long inputs) {
    ResamplingMatrix matrix = new ResamplingMatrix(outputs, inputs);
    float scale = (float) inputs / outputs;
    for (int out = 0; out < outputs; out++) {
      matrix.add(out, (long) Math.floor(out * scale), 1);
    }
    return matrix;
  }

  private static IntToDoubleFunction corners(int outputs, long inputs) {
    return out -> outputs == 1 ? 0 : out * (inputs - 1.0) / (outputs - 1);
  }

  private static IntToDoubleFunction edges(int outputs, long inputs) {
    return out -> (out + 0.5) * inputs / outputs - 0.5;
  }

  /** Places outside stand for the end they are beyond. */
  private void add(int out, long in, double share) {
    long inside = Math.min(Math.max(in, 0), inputs - 1L);
    weights[out * inputs + (int) inside] += share;
  }

  public int outputs() {
    return outputs;
  }

  public int inputs() {
    return inputs;
  }

  /** A copy, row-major, one row for each output. */
  public double[] toArray() {
    return weights.clone();
  }
}
