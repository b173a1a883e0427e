package dev.pendant.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What share of each input position goes into each output position along one axis, as PyTorch
 * computes it.
 *
 * @param weights row-major, one row per output
 */
record ResamplingMatrix(int outputs, int inputs, double... weights) {

  /** Means over windows that together cover the input. */
  static ResamplingMatrix adaptiveMean(int outputs, long inputs) {
    ResamplingMatrix matrix = empty(outputs, inputs);
    for (int out = 0; out < outputs; out++) {
      long start = out * inputs / outputs;
      long end = ((out + 1) * inputs + outputs - 1) / outputs;
      for (long in = start; in < end; in++) {
        matrix.add(out, in, 1.0 / (end - start));
      }
    }
    return matrix;
  }

  /** The input at or before each output's position; in float, as PyTorch rounds it. */
  static ResamplingMatrix nearest(int outputs, long inputs) {
    ResamplingMatrix matrix = empty(outputs, inputs);
    float scale = (float) inputs / outputs;
    for (int out = 0; out < outputs; out++) {
      matrix.add(out, Math.min((long) Math.floor(out * scale), inputs - 1), 1);
    }
    return matrix;
  }

  /** A mix of the two inputs around each output's position. */
  static ResamplingMatrix linear(int outputs, long inputs, boolean alignCorners) {
    ResamplingMatrix matrix = empty(outputs, inputs);
    for (int out = 0; out < outputs; out++) {
      double position = position(out, outputs, inputs, alignCorners);
      long before = Math.min((long) position, inputs - 1);
      double share = before == inputs - 1 ? 0 : position - before;
      matrix.add(out, before, 1 - share);
      matrix.add(out, Math.min(before + 1, inputs - 1), share);
    }
    return matrix;
  }

  private static double position(int out, int outputs, long inputs, boolean alignCorners) {
    if (alignCorners) {
      return outputs == 1 ? 0 : out * (inputs - 1.0) / (outputs - 1);
    }
    return Math.max((out + 0.5) * inputs / outputs - 0.5, 0);
  }

  private static ResamplingMatrix empty(int outputs, long inputs) {
    int columns = Math.toIntExact(inputs);
    return new ResamplingMatrix(outputs, columns, new double[Math.multiplyExact(outputs, columns)]);
  }

  private void add(int out, long in, double share) {
    weights[out * inputs + (int) in] += share;
  }

  INDArray array(Scratch s, DataType type) {
    return s.values(type, weights, outputs, inputs);
  }
}
