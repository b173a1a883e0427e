package dev.pendant.djl;

import static dev.pendant.djl.Kernel.unary;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.pendant.op.Op;
import dev.pendant.op.ResamplingMatrix;
import dev.pendant.op.Size;
import dev.pendant.spi.OpTable;

/** Pictures at another size. */
final class ResamplingRows {

  /** DJL's numbers for its ways to resample. */
  private static final int NEAREST = 0;

  private static final int BILINEAR = 2;

  private ResamplingRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table.row(Op.Interpolate.class, op -> unary(x -> interpolate(x, op)));
  }

  private static PtNDArray interpolate(PtNDArray x, Op.Interpolate op) {
    return switch (op.mode()) {
      case NEAREST -> JniUtils.interpolate(x, sides(op.size()), NEAREST, false);
      case BILINEAR ->
          op.alignCorners() || shrinks(x.getShape(), op.size()) || isLine(x.getShape())
              ? mixed(x, op)
              : JniUtils.interpolate(x, sides(op.size()), BILINEAR, false);
      // The engine's own smooths, which PyTorch's default does not.
      case BICUBIC -> mixed(x, op);
    };
  }

  /** When it shrinks, the engine's own smooths first, which PyTorch's default does not. */
  private static boolean shrinks(Shape from, Size to) {
    return to.height() < from.get(2) || to.width() < from.get(3);
  }

  /** The engine's own enlarges a picture that is one pixel wide or high wrongly. */
  private static boolean isLine(Shape from) {
    return from.get(2) == 1 || from.get(3) == 1;
  }

  private static long[] sides(Size size) {
    return new long[] {size.height(), size.width()};
  }

  private static PtNDArray mixed(PtNDArray x, Op.Interpolate op) {
    Shape from = x.getShape();
    PtNDArray rows = Constants.matrix(ResamplingMatrix.of(op, op.size().height(), from.get(2)), x);
    PtNDArray columns =
        Constants.matrix(ResamplingMatrix.of(op, op.size().width(), from.get(3)), x);
    return JniUtils.matmul(JniUtils.matmul(rows, x), JniUtils.permute(columns, new long[] {1, 0}));
  }
}
