package dev.pendant.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;
import java.util.Arrays;

/** Operators that bring values to zero mean and unit variance. */
final class NormalisationRows {

  private NormalisationRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table
        .row(
            Op.BatchNorm.class,
            op ->
                in ->
                    op.training()
                        ? ofBatch(in[0], in[1], in[2], op.epsilon())
                        : JniUtils.batchNorm(
                            in[0], in[3], in[4], in[1], in[2], false, 0, op.epsilon()))
        .row(Op.LayerNorm.class, op -> in -> layerNorm(in[0], in[1], in[2], op))
        .row(Op.GroupNorm.class, op -> in -> groupNorm(in[0], in[1], in[2], op));
  }

  /** The engine insists on running statistics to write to; momentum 0 leaves these as they are. */
  private static PtNDArray ofBatch(PtNDArray x, PtNDArray weight, PtNDArray bias, double epsilon) {
    Shape channels = weight.getShape();
    PtNDArray mean = Constants.full(0, x, channels);
    PtNDArray variance = Constants.full(1, x, channels);
    return JniUtils.batchNorm(x, mean, variance, weight, bias, true, 0, epsilon);
  }

  private static PtNDArray layerNorm(
      PtNDArray x, PtNDArray weight, PtNDArray bias, Op.LayerNorm op) {
    return JniUtils.layerNorm(x, weight.getShape(), weight, bias, op.epsilon());
  }

  /** DJL has none: a layer normalisation of each group, then weight and bias of each channel. */
  private static PtNDArray groupNorm(
      PtNDArray x, PtNDArray weight, PtNDArray bias, Op.GroupNorm op) {
    Shape shape = x.getShape();
    long group = shape.slice(1).size() / op.groups();
    Shape one = new Shape(group);
    PtNDArray groups = JniUtils.reshape(x, new long[] {shape.get(0), op.groups(), group});
    PtNDArray standard =
        JniUtils.layerNorm(
            groups, one, Constants.full(1, x, one), Constants.full(0, x, one), op.epsilon());
    long[] perChannel = new long[shape.dimension()];
    Arrays.fill(perChannel, 1);
    perChannel[1] = shape.get(1);
    PtNDArray scaled =
        JniUtils.mul(
            JniUtils.reshape(standard, shape.getShape()), JniUtils.reshape(weight, perChannel));
    return JniUtils.add(scaled, JniUtils.reshape(bias, perChannel));
  }
}
