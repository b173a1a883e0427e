package dev.pendant.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.pendant.op.ResamplingMatrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Arrays that kernels bring themselves, in the type and manager of an operand. Their memory is the
 * engine's own: arrays that DJL makes of Java numbers and buffers borrow Java's memory, and the
 * engine's record would read it after it is gone.
 */
final class Constants {

  private Constants() {}

  /** A scalar; unlike a Java number it never changes the type of what it meets. */
  static PtNDArray scalar(double value, PtNDArray like) {
    return full(value, like, new Shape());
  }

  static PtNDArray full(double value, PtNDArray like, Shape shape) {
    return JniUtils.full(
        like.getManager(), shape, value, like.getDataType(), like.getDevice(), SparseFormat.DENSE);
  }

  static PtNDArray matrix(ResamplingMatrix weights, PtNDArray like) {
    PtNDArray matrix =
        like.getManager()
            .create(new Shape(weights.outputs(), weights.inputs()), like.getDataType());
    ByteBuffer memory = matrix.toByteBuffer(true).order(ByteOrder.nativeOrder());
    boolean isDouble = Types.isDouble(like);
    for (double value : weights.toArray()) {
      if (isDouble) {
        memory.putDouble(value);
      } else {
        memory.putFloat((float) value);
      }
    }
    return matrix;
  }
}
