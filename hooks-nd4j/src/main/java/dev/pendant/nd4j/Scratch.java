package dev.pendant.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.TransformOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes the arrays of one evaluation or one VJP, and frees at its end all that were not handed
 * over. Every array it makes is dense, row-major, outside of ND4J's workspaces, and owns its
 * memory. For one thread.
 */
final class Scratch implements AutoCloseable {

  private final NativeExecutor executor;
  private final List<OwnedArray> made = new ArrayList<>();

  Scratch(NativeExecutor executor) {
    this.executor = executor;
  }

  /** An array whose values are yet to be written. */
  INDArray make(DataType type, long... shape) {
    OwnedArray array = OwnedArray.make(type, shape);
    made.add(array);
    return array.array();
  }

  INDArray like(INDArray array) {
    return make(array.dataType(), array.shape());
  }

  INDArray full(DataType type, double value, long... shape) {
    INDArray array = make(type, shape);
    if (!array.isEmpty()) {
      run(NativeCall.of("fill_as").floats(value), array, array);
    }
    return array;
  }

  INDArray zerosLike(INDArray array) {
    return full(array.dataType(), 0, array.shape());
  }

  INDArray scalar(DataType type, double value) {
    return values(type, new double[] {value});
  }

  INDArray values(DataType type, double[] values, long... shape) {
    INDArray array = make(type, shape);
    for (int i = 0; i < values.length; i++) {
      array.data().put(i, values[i]);
    }
    return array;
  }

  INDArray longs(long[] values, long... shape) {
    INDArray array = make(DataType.INT64, shape);
    for (int i = 0; i < values.length; i++) {
      array.data().put(i, values[i]);
    }
    return array;
  }

  /** A dense copy, of any array, even a view. */
  INDArray copy(INDArray array) {
    INDArray copy = like(array);
    if (array.isEmpty()) {
      return copy;
    }
    run(NativeCall.of("identity"), copy, array);
    return copy;
  }

  INDArray cast(INDArray array, DataType type) {
    INDArray cast = make(type, array.shape());
    run(NativeCall.of("cast").integers(type.toInt()), cast, array);
    return cast;
  }

  /** The output has the type of the first input. */
  INDArray call(NativeCall call, long[] shape, INDArray... inputs) {
    INDArray output = make(inputs[0].dataType(), shape);
    run(call, output, inputs);
    return output;
  }

  void run(NativeCall call, INDArray output, INDArray... inputs) {
    executor.run(call, new INDArray[] {output}, inputs);
  }

  void run(NativeCall call, INDArray[] outputs, INDArray... inputs) {
    executor.run(call, outputs, inputs);
  }

  /** One of the older operators that are classes of their own, made from input and output. */
  INDArray transform(Transform operator, INDArray input) {
    INDArray output = like(input);
    Nd4j.getExecutioner().exec(operator.of(input, output));
    return output;
  }

  /** Makes an operator from its input and its output. */
  @FunctionalInterface
  interface Transform {
    TransformOp of(INDArray input, INDArray output);
  }

  /**
   * The array, or a copy where it was not made here, so that the receiver owns it alone; this
   * scratch no longer frees it.
   */
  OwnedArray handOver(INDArray array) {
    INDArray own = made.stream().anyMatch(mine -> mine.array() == array) ? array : copy(array);
    OwnedArray owned = made.stream().filter(mine -> mine.array() == own).findFirst().orElseThrow();
    made.remove(owned);
    return owned;
  }

  @Override
  public void close() {
    made.forEach(OwnedArray::free);
    made.clear();
  }
}
