package dev.pendant.nd4j;

import static dev.pendant.nd4j.Arithmetic.sumTo;

import dev.pendant.nd4j.Kernel.Pullback;
import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Operators that move values without changing them. */
final class ShapeRows {

  private ShapeRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table
        .row(
            Op.Reshape.class,
            op ->
                Kernel.unary(
                    (s, x) -> Extents.view(x, Extents.of(op.shape())),
                    (s, p) -> Extents.view(p.g(), p.x().shape())))
        .row(
            Op.Permute.class,
            op ->
                Kernel.unary(
                    (s, x) -> Layout.permute(s, x, Extents.axes(op.axes())),
                    (s, p) -> Layout.permute(s, p.g(), Layout.inverse(op.axes()))))
        .row(
            Op.Concat.class,
            op ->
                new Kernel(
                    (s, in) -> Layout.concat(s, in, op.axis()), (s, p) -> split(s, p, op.axis())))
        .row(
            Op.Slice.class,
            op ->
                Kernel.unary(
                    (s, x) -> Layout.slice(s, x, Layout.Range.of(x.shape(), op)),
                    (s, p) -> Layout.unslice(s, p.x(), Layout.Range.of(p.x().shape(), op), p.g())))
        .row(Op.Gather.class, op -> gather(op.axis()))
        .row(
            Op.Expand.class,
            op ->
                Kernel.unary(
                    (s, x) -> Layout.expand(s, x, Extents.of(op.shape())),
                    (s, p) -> sumTo(s, p.g(), p.x().shape())))
        .row(
            Op.Pad.class,
            op ->
                Kernel.unary(
                    (s, x) -> Border.of(op.padding()).around(s, x, op.value()),
                    (s, p) -> Border.of(op.padding()).reversed().around(s, p.g(), 0)));
  }

  private static @Nullable INDArray[] split(Scratch s, Pullback p, int axis) {
    @Nullable INDArray[] parts = new @Nullable INDArray[p.inputs().size()];
    long from = 0;
    for (int i = 0; i < parts.length; i++) {
      long length = p.input(i).size(axis);
      if (p.wants(i)) {
        parts[i] = Layout.part(s, p.g(), axis, from, length);
      }
      from += length;
    }
    return parts;
  }

  private static Kernel gather(int axis) {
    return new Kernel(
        (s, in) -> pick(s, in.get(0), in.get(1), axis),
        (s, p) -> new @Nullable INDArray[] {scatter(s, p, axis), null});
  }

  private static INDArray pick(Scratch s, INDArray x, INDArray index, int axis) {
    if (x.dataType() == DataType.BOOL) {
      // Native gather refuses booleans.
      return s.cast(pick(s, s.cast(x, DataType.INT8), index, axis), DataType.BOOL);
    }
    long[] shape = Extents.with(x.shape(), axis, index.length());
    INDArray entries = Extents.view(index, index.length());
    INDArray picked = s.call(NativeCall.of("gather").integers(axis), shape, x, entries);
    return index.rank() == 1
        ? picked
        : Extents.view(picked, Extents.reduced(shape, new long[] {axis}, false));
  }

  /** Adds each picked entry's gradient to where the entry came from. */
  private static INDArray scatter(Scratch s, Pullback p, int axis) {
    INDArray index = Extents.view(p.input(1), p.input(1).length());
    long[] shape = p.x().shape();
    INDArray g = Extents.view(p.g(), Extents.with(shape, axis, index.length()));
    List<Integer> axisFirst =
        IntStream.concat(
                IntStream.of(axis), IntStream.range(0, shape.length).filter(i -> i != axis))
            .boxed()
            .toList();
    long[] order = Extents.axes(axisFirst);
    long[] sums = Arrays.stream(order).map(i -> shape[(int) i]).toArray();
    // A trailing axis of 1, since the native operator takes a matrix of one row for a vector.
    INDArray rows = Layout.permute(s, g, order);
    INDArray summed =
        s.call(
            NativeCall.of("unsorted_segment_sum").integers(shape[axis]),
            Extents.join(sums, new long[] {1}),
            Extents.view(rows, Extents.join(rows.shape(), new long[] {1})),
            index);
    return Layout.permute(s, Extents.view(summed, sums), Layout.inverse(axisFirst));
  }
}
