package dev.pendant.djl;

import static dev.pendant.djl.Kernel.unary;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.spi.OpTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Operators over sliding windows. */
final class PoolingRows {

  private PoolingRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table
        .row(Op.MaxPool2d.class, op -> unary(max(op)))
        .row(Op.AvgPool2d.class, op -> unary(x -> average(op, x)))
        .row(
            Op.MaxPool3d.class, op -> unary(x -> volumes(x, max(op.ofSlices()), max(op.ofDepth()))))
        .row(
            Op.AvgPool3d.class,
            op ->
                unary(
                    x -> volumes(x, y -> average(op.ofSlices(), y), y -> average(op.ofDepth(), y))))
        .row(
            Op.AdaptiveAvgPool2d.class,
            op -> unary(x -> JniUtils.adaptiveAvgPool(x, Types.shape(op.outputSize()))));
  }

  private static UnaryOperator<PtNDArray> max(Op.MaxPool2d op) {
    return op.dilation().equals(Size.ONE) ? x -> max(op, x) : x -> dilatedMax(op, x);
  }

  /** Volumes as pictures, twice; so all that holds for pictures holds for them. */
  private static PtNDArray volumes(
      PtNDArray x, UnaryOperator<PtNDArray> slices, UnaryOperator<PtNDArray> depth) {
    Shape in = x.getShape();
    long n = in.get(0);
    long channels = in.get(1);
    PtNDArray smaller =
        slices.apply(
            JniUtils.reshape(x, new long[] {n, channels * in.get(2), in.get(3), in.get(4)}));
    long height = smaller.getShape().get(2);
    long width = smaller.getShape().get(3);
    PtNDArray y =
        depth.apply(JniUtils.reshape(smaller, new long[] {n, channels, in.get(2), height * width}));
    return JniUtils.reshape(y, new long[] {n, channels, y.getShape().get(2), height, width});
  }

  private static PtNDArray max(Op.MaxPool2d op, PtNDArray x) {
    if (op.padding().isSymmetric()) {
      return max(op, x, op.padding());
    }
    PtNDArray padded = ShapeRows.pad(x, op.padding(), Double.NEGATIVE_INFINITY);
    return cropped(max(op, padded, Padding.NONE), outputOf(op, x));
  }

  private static PtNDArray max(Op.MaxPool2d op, PtNDArray x, Padding symmetric) {
    return ChannelsLast.pays(x)
        ? ChannelsLast.dense(engineMax(op, ChannelsLast.of(x), symmetric))
        : engineMax(op, x, symmetric);
  }

  private static PtNDArray engineMax(Op.MaxPool2d op, PtNDArray x, Padding symmetric) {
    return JniUtils.maxPool(
        x, Types.shape(op.kernel()), Types.shape(op.stride()), both(symmetric), op.ceilMode());
  }

  /**
   * The engine's own takes no dilation: one strided view per place in the window, then the most.
   */
  private static PtNDArray dilatedMax(Op.MaxPool2d op, PtNDArray x) {
    Shape out = outputOf(op, x);
    Size reach =
        new Size(
            reach(out.get(2), op.stride().height(), op.kernel().height(), op.dilation().height()),
            reach(out.get(3), op.stride().width(), op.kernel().width(), op.dilation().width()));
    Padding padding =
        new Padding(
            op.padding().top(),
            op.padding().left(),
            reach.height() - Math.toIntExact(x.getShape().get(2)) - op.padding().top(),
            reach.width() - Math.toIntExact(x.getShape().get(3)) - op.padding().left());
    PtNDArray padded = ShapeRows.pad(x, padding, Double.NEGATIVE_INFINITY);
    List<PtNDArray> places = new ArrayList<>();
    for (int row = 0; row < op.kernel().height(); row++) {
      PtNDArray rows =
          every(padded, 2, (long) row * op.dilation().height(), op.stride().height(), out.get(2));
      for (int column = 0; column < op.kernel().width(); column++) {
        places.add(
            every(rows, 3, (long) column * op.dilation().width(), op.stride().width(), out.get(3)));
      }
    }
    return JniUtils.max(JniUtils.stack(places.toArray(new PtNDArray[0]), 0), 0, false);
  }

  /** How many rows (or columns) the windows touch, first to last. */
  private static int reach(long windows, int stride, int kernel, int dilation) {
    return Math.toIntExact((windows - 1) * stride + (long) dilation * (kernel - 1) + 1);
  }

  private static PtNDArray every(PtNDArray x, int axis, long start, int step, long count) {
    return JniUtils.slice(x, axis, start, start + (count - 1) * step + 1, step);
  }

  private static PtNDArray average(Op.AvgPool2d op, PtNDArray x) {
    PtNDArray mean = averageWithPadding(op, x);
    if (op.countIncludePad() || op.padding().isNone()) {
      return mean;
    }
    // The engine's own switch has no effect in DJL 0.36.0; the mean of ones is the share that
    // counts.
    Shape shape = x.getShape();
    PtNDArray ones = Constants.full(1, x, new Shape(1, 1, shape.get(2), shape.get(3)));
    return JniUtils.div(mean, averageWithPadding(op, ones));
  }

  private static PtNDArray averageWithPadding(Op.AvgPool2d op, PtNDArray x) {
    if (op.padding().isSymmetric()) {
      return average(op, x, op.padding());
    }
    PtNDArray padded = ShapeRows.pad(x, op.padding(), 0);
    return cropped(average(op, padded, Padding.NONE), outputOf(op, x));
  }

  private static PtNDArray average(Op.AvgPool2d op, PtNDArray x, Padding symmetric) {
    return JniUtils.avgPool(
        x,
        Types.shape(op.kernel()),
        Types.shape(op.stride()),
        both(symmetric),
        op.ceilMode(),
        true);
  }

  /** Padding done beforehand looks like picture to the engine, which may then add a window. */
  private static PtNDArray cropped(PtNDArray pooled, Shape wanted) {
    PtNDArray result = pooled;
    for (int axis = 2; axis < 4; axis++) {
      if (result.getShape().get(axis) > wanted.get(axis)) {
        result = JniUtils.slice(result, axis, 0, wanted.get(axis), 1);
      }
    }
    return result;
  }

  private static Shape outputOf(Op op, PtNDArray x) {
    return Types.shape(op.output(List.of(Types.spec(x))).shape());
  }

  private static Shape both(Padding symmetric) {
    return new Shape(symmetric.top(), symmetric.left());
  }
}
