package dev.pendant.tck;

import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.util.List;

/** An operator that copies each element of its output from one of its input. */
record PlainMoves(Source source) implements PlainRow {

  /** Where an element of the output comes from. */
  @FunctionalInterface
  interface Source {
    int of(int position, Shape out, Shape in);
  }

  static void addTo(OpTable.Builder<PlainRow> table) {
    table.row(Op.Reshape.class, op -> new PlainMoves((i, out, in) -> i));
    table.row(Op.Expand.class, op -> new PlainMoves(PlainAxes::broadcastSource));
    table.row(Op.Permute.class, op -> new PlainMoves((i, out, in) -> permuted(op, i, out, in)));
    table.row(Op.Slice.class, op -> new PlainMoves((i, out, in) -> sliced(op, i, out, in)));
  }

  private static int permuted(Op.Permute op, int position, Shape out, Shape in) {
    int[] at = PlainAxes.index(position, out);
    int[] from = new int[at.length];
    for (int axis = 0; axis < at.length; axis++) {
      from[op.axes().get(axis)] = at[axis];
    }
    return PlainAxes.position(from, in);
  }

  private static int sliced(Op.Slice op, int position, Shape out, Shape in) {
    int[] at = PlainAxes.index(position, out);
    for (int i = 0; i < op.axes().size(); i++) {
      int axis = op.axes().get(i);
      at[axis] = Math.toIntExact(op.starts().get(i) + op.steps().get(i) * at[axis]);
    }
    return PlainAxes.position(at, in);
  }

  @Override
  public Values forward(List<Values> inputs, Spec output) {
    Values x = inputs.get(0);
    double[] data = new double[Math.toIntExact(output.shape().elements())];
    for (int i = 0; i < data.length; i++) {
      data[i] = x.get(source.of(i, output.shape(), x.shape()));
    }
    return new Values(output, data);
  }

  @Override
  public Values gradient(List<Values> inputs, Values seed, int input) {
    Values x = inputs.get(0);
    double[] data = new double[x.size()];
    for (int i = 0; i < seed.size(); i++) {
      data[source.of(i, seed.shape(), x.shape())] += seed.get(i);
    }
    return new Values(x.spec(), data);
  }
}
