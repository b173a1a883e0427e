package dev.pendant.djl;

import static dev.pendant.djl.Kernel.binary;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.spi.OpTable;
import org.jspecify.annotations.Nullable;

/** Matrix products and convolution. */
final class LinearAlgebraRows {

  private LinearAlgebraRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table
        .row(Op.MatMul.class, op -> binary(JniUtils::matmul))
        .row(Op.Linear.class, op -> in -> JniUtils.linear(in[0], in[1], bias(in)))
        .row(Op.Conv2d.class, op -> in -> convolution(op, in[0], in[1], bias(in)))
        .row(
            Op.ConvTranspose2d.class,
            op -> in -> TransposedConvolution.of(op, in[0], in[1], bias(in)));
  }

  private static @Nullable PtNDArray bias(PtNDArray[] in) {
    return in.length > 2 ? in[2] : null;
  }

  private static PtNDArray convolution(
      Op.Conv2d op, PtNDArray x, PtNDArray weight, @Nullable PtNDArray bias) {
    Padding padding = op.padding();
    PtNDArray picture = x;
    // The engine pads both sides alike.
    if (!padding.isSymmetric()) {
      picture = ShapeRows.pad(x, padding, 0);
      padding = Padding.NONE;
    }
    return JniUtils.convolution(
        picture,
        weight,
        bias,
        Types.shape(op.stride()),
        new Shape(padding.top(), padding.left()),
        Types.shape(op.dilation()),
        op.groups());
  }
}
