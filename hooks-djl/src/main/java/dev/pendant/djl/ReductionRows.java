package dev.pendant.djl;

import static dev.pendant.djl.Kernel.unary;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;
import java.util.List;

/** Operators that fold axes, or normalise along one. */
final class ReductionRows {

  private ReductionRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table
        .row(Op.Sum.class, op -> unary(x -> sum(x, op.axes(), op.keepDims())))
        .row(Op.Mean.class, op -> unary(x -> mean(x, op.axes(), op.keepDims())))
        .row(Op.Max.class, op -> unary(x -> max(x, op.axes(), op.keepDims())))
        .row(Op.Norm2.class, op -> unary(x -> norm(x, op.axes(), op.keepDims())))
        .row(Op.Softmax.class, op -> unary(x -> JniUtils.softmax(x, op.axis(), x.getDataType())))
        .row(
            Op.LogSoftmax.class,
            op -> unary(x -> JniUtils.logSoftmax(x, op.axis(), x.getDataType())));
  }

  private static PtNDArray sum(PtNDArray x, List<Integer> axes, boolean keepDims) {
    return JniUtils.sum(x, Types.longs(axes), keepDims);
  }

  /** The engine's mean over several axes is wrong in DJL 0.36.0, so it is a sum and a division. */
  private static PtNDArray mean(PtNDArray x, List<Integer> axes, boolean keepDims) {
    long count = 1;
    for (int axis : axes) {
      count *= x.getShape().get(axis);
    }
    return JniUtils.div(sum(x, axes, keepDims), Constants.scalar((double) count, x));
  }

  /** Of a scalar without axes, which the engine takes for all of them, it is the absolute value. */
  private static PtNDArray norm(PtNDArray x, List<Integer> axes, boolean keepDims) {
    return axes.isEmpty()
        ? JniUtils.abs(x)
        : JniUtils.norm(x, 2, axes.stream().mapToInt(Integer::intValue).toArray(), keepDims);
  }

  /** One axis after another, last first so that the others keep their numbers. */
  private static PtNDArray max(PtNDArray x, List<Integer> axes, boolean keepDims) {
    PtNDArray result = JniUtils.reshape(x, x.getShape().getShape());
    for (int i = axes.size() - 1; i >= 0; i--) {
      result = JniUtils.max(result, axes.get(i), keepDims);
    }
    return result;
  }
}
