package dev.pendant.djl;

import static dev.pendant.djl.Kernel.binary;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;
import org.jspecify.annotations.Nullable;

/** Matrix products and convolution. */
final class LinearAlgebraRows {

  private LinearAlgebraRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table
        .row(Op.MatMul.class, op -> binary(JniUtils::matmul))
        .row(Op.Linear.class, op -> in -> JniUtils.linear(in[0], in[1], bias(in)))
        .row(
            Op.Conv2d.class,
            op ->
                convolution(
                    Types.shape(op.stride()),
                    ShapeRows.sides(op.padding()),
                    Types.shape(op.dilation()),
                    op.groups()))
        .row(
            Op.Conv3d.class,
            op ->
                convolution(
                    Types.shape(op.stride()),
                    ShapeRows.sides(op.padding()),
                    Types.shape(op.dilation()),
                    op.groups()))
        .row(
            Op.ConvTranspose2d.class,
            op -> in -> TransposedConvolution.of(op, in[0], in[1], bias(in)));
  }

  private static @Nullable PtNDArray bias(PtNDArray[] in) {
    return in.length > 2 ? in[2] : null;
  }

  /**
   * @param sides padding as {@link JniUtils#pad} takes it: last axis first, before and after
   */
  private static Kernel convolution(Shape stride, long[] sides, Shape dilation, int groups) {
    long[] both = new long[sides.length / 2];
    boolean even = true;
    for (int i = 0; i < both.length; i++) {
      both[both.length - 1 - i] = sides[2 * i];
      even &= sides[2 * i] == sides[2 * i + 1];
    }
    if (even) {
      Shape padding = new Shape(both);
      return in -> JniUtils.convolution(in[0], in[1], bias(in), stride, padding, dilation, groups);
    }
    // The engine pads both sides alike.
    Shape none = new Shape(new long[both.length]);
    return in ->
        JniUtils.convolution(
            JniUtils.pad(in[0], sides, 0), in[1], bias(in), stride, none, dilation, groups);
  }
}
