package dev.pendant.djl;

import static dev.pendant.djl.Kernel.unary;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.pendant.op.Op;
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
              ? bilinear(x, op.size(), op.alignCorners())
              : JniUtils.interpolate(x, sides(op.size()), BILINEAR, false);
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

  /** Bilinear is linear in rows, then in columns: two constant matrices. */
  private static PtNDArray bilinear(PtNDArray x, Size size, boolean alignCorners) {
    int height = Math.toIntExact(x.getShape().get(2));
    int width = Math.toIntExact(x.getShape().get(3));
    PtNDArray rows = Constants.matrix(weights(height, size.height(), alignCorners), x);
    PtNDArray columns = Constants.matrix(weights(width, size.width(), alignCorners), x);
    return JniUtils.matmul(JniUtils.matmul(rows, x), JniUtils.permute(columns, new long[] {1, 0}));
  }

  /** Row i says how output place i mixes the input's places. */
  private static double[][] weights(int from, int to, boolean alignCorners) {
    double[][] weights = new double[to][from];
    double cornerScale = to > 1 ? (from - 1.0) / (to - 1.0) : 0;
    double edgeScale = (double) from / to;
    for (int i = 0; i < to; i++) {
      double at = alignCorners ? i * cornerScale : Math.max(0, (i + 0.5) * edgeScale - 0.5);
      int low = Math.min((int) at, from - 1);
      int high = Math.min(low + 1, from - 1);
      double share = Math.min(at - low, 1);
      weights[i][low] += 1 - share;
      weights[i][high] += share;
    }
    return weights;
  }
}
