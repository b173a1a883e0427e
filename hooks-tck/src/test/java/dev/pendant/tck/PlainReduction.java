package dev.pendant.tck;

import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.util.List;

/**
 * The sum over axes, or the mean.
 *
 * @param axes those that go, or stay as 1
 */
record PlainReduction(List<Integer> axes, boolean mean) implements PlainRow {

  static void addTo(OpTable.Builder<PlainRow> table) {
    table.row(Op.Sum.class, op -> new PlainReduction(op.axes(), false));
    table.row(Op.Mean.class, op -> new PlainReduction(op.axes(), true));
  }

  @Override
  public Values forward(List<Values> inputs, Spec output) {
    Values x = inputs.get(0);
    double[] data = new double[Math.toIntExact(output.shape().elements())];
    for (int i = 0; i < x.size(); i++) {
      data[target(i, x.shape())] += x.get(i) * share(x.size(), data.length);
    }
    return new Values(output, data);
  }

  @Override
  public Values gradient(List<Values> inputs, Values seed, int input) {
    Values x = inputs.get(0);
    double[] data = new double[x.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = seed.get(target(i, x.shape())) * share(x.size(), seed.size());
    }
    return new Values(x.spec(), data);
  }

  private double share(int all, int kept) {
    return mean ? (double) kept / all : 1;
  }

  /** Where an element of the input is added; extents of 1 do not change the position. */
  private int target(int position, Shape in) {
    int[] index = PlainAxes.index(position, in);
    Shape out = in;
    for (int axis : axes) {
      index[axis] = 0;
      out = out.with(axis, 1);
    }
    return PlainAxes.position(index, out);
  }
}
