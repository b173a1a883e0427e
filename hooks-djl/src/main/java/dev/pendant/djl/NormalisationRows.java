package dev.pendant.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;

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
        .row(Op.LayerNorm.class, op -> in -> layerNorm(in[0], in[1], in[2], op));
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
}
