package dev.pendant.djl;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import org.jspecify.annotations.Nullable;

/**
 * Transposed convolution. DJL's own leaves out the output padding, so it is what it is defined as:
 * zeros between the values, then a convolution with the kernel turned round.
 */
final class TransposedConvolution {

  private TransposedConvolution() {}

  static PtNDArray of(
      Op.ConvTranspose2d op, PtNDArray x, PtNDArray weight, @Nullable PtNDArray bias) {
    Shape kernel = weight.getShape().slice(2);
    return JniUtils.convolution(
        ShapeRows.pad(spread(x, op.stride()), around(op, kernel), 0),
        turned(weight, op.groups()),
        bias,
        new Shape(1, 1),
        new Shape(0, 0),
        Types.shape(op.dilation()),
        op.groups());
  }

  /** Each value followed by stride - 1 zeros, to the right and below. */
  private static PtNDArray spread(PtNDArray x, Size stride) {
    if (stride.equals(Size.ONE)) {
      return x;
    }
    Shape shape = x.getShape();
    long planes = shape.get(0) * shape.get(1);
    long height = shape.get(2);
    long width = shape.get(3);
    PtNDArray apart = JniUtils.reshape(x, new long[] {planes, height, 1, width, 1});
    long[] zeros = {0, stride.width() - 1, 0, 0, 0, stride.height() - 1};
    return JniUtils.reshape(
        JniUtils.pad(apart, zeros, 0),
        new long[] {shape.get(0), shape.get(1), height * stride.height(), width * stride.width()});
  }

  /** Room for the kernel's first and last place; less where the padding takes output away. */
  private static Padding around(Op.ConvTranspose2d op, Shape kernel) {
    int height = op.dilation().height() * (Math.toIntExact(kernel.get(0)) - 1);
    int width = op.dilation().width() * (Math.toIntExact(kernel.get(1)) - 1);
    Padding by = op.padding();
    return new Padding(
        height - by.top(),
        width - by.left(),
        height - by.bottom() + op.outputPadding().height() - (op.stride().height() - 1),
        width - by.right() + op.outputPadding().width() - (op.stride().width() - 1));
  }

  /** From [in, out / groups, ...] to [out, in / groups, ...], rows and columns backwards. */
  private static PtNDArray turned(PtNDArray weight, int groups) {
    Shape shape = weight.getShape();
    long in = shape.get(0) / groups;
    long out = shape.get(1);
    long[] grouped = {groups, in, out, shape.get(2), shape.get(3)};
    PtNDArray swapped =
        JniUtils.permute(JniUtils.reshape(weight, grouped), new long[] {0, 2, 1, 3, 4});
    long[] turned = {groups * out, in, shape.get(2), shape.get(3)};
    return JniUtils.flip(JniUtils.reshape(swapped, turned), new long[] {2, 3});
  }
}
