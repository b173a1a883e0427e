package dev.pendant.djl;

import static dev.pendant.djl.Kernel.unary;

import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Padding3d;
import dev.pendant.spi.OpTable;

/** Operators that move values and compute none. */
final class ShapeRows {

  private ShapeRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table
        .row(Op.Reshape.class, op -> unary(x -> JniUtils.reshape(x, Types.longs(op.shape()))))
        .row(Op.Permute.class, op -> unary(x -> JniUtils.permute(x, Types.longs(op.axes()))))
        .row(Op.Concat.class, op -> in -> JniUtils.cat(in, op.axis()))
        .row(Op.Slice.class, op -> unary(x -> slice(x, op)))
        .row(Op.Gather.class, op -> in -> gather(in[0], in[1], op.axis()))
        .row(
            Op.Expand.class,
            op -> unary(x -> JniUtils.broadcast(x, new Shape(Types.longs(op.shape())))))
        .row(Op.Pad.class, op -> unary(x -> pad(x, op.padding(), op.value())));
  }

  static PtNDArray pad(PtNDArray x, Padding by, double value) {
    return JniUtils.pad(x, sides(by), value);
  }

  /** The engine's order: last axis first. */
  static long[] sides(Padding by) {
    return new long[] {by.left(), by.right(), by.top(), by.bottom()};
  }

  static long[] sides(Padding3d by) {
    return new long[] {by.left(), by.right(), by.top(), by.bottom(), by.front(), by.back()};
  }

  private static PtNDArray slice(PtNDArray x, Op.Slice op) {
    PtNDArray result = JniUtils.reshape(x, x.getShape().getShape());
    for (int i = 0; i < op.axes().size(); i++) {
      result =
          JniUtils.slice(
              result, op.axes().get(i), op.starts().get(i), op.ends().get(i), op.steps().get(i));
    }
    return result;
  }

  /** A scalar index is one of rank 1 whose axis goes again. */
  private static PtNDArray gather(PtNDArray x, PtNDArray index, int axis) {
    PtNDArray list = JniUtils.reshape(index, new long[] {-1});
    PtNDArray picked =
        (PtNDArray) x.get(x.getManager(), new NDIndex(":, ".repeat(axis) + "{}", list));
    return index.getShape().dimension() == 1 ? picked : JniUtils.squeeze(picked, axis);
  }
}
