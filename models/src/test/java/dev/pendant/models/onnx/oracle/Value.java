package dev.pendant.models.onnx.oracle;

import java.util.Arrays;

/**
 * A float value of a graph, with what onnxruntime says of it.
 *
 * @param tied whether entries may be exactly equal, so that a largest one is not unique
 */
record Value(String name, long[] shape, boolean tied) {

  int rank() {
    return shape.length;
  }

  int extent(int axis) {
    return (int) shape[axis < 0 ? axis + shape.length : axis];
  }

  int elements() {
    return (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }
}
