package dev.pendant.tck;

import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.util.List;

/** Inputs end to end along an axis. */
record PlainConcat(int axis) implements PlainRow {

  static void addTo(OpTable.Builder<PlainRow> table) {
    table.row(Op.Concat.class, op -> new PlainConcat(op.axis()));
  }

  @Override
  public Values forward(List<Values> inputs, Spec output) {
    double[] data = new double[Math.toIntExact(output.shape().elements())];
    for (int input = 0; input < inputs.size(); input++) {
      Values x = inputs.get(input);
      for (int i = 0; i < x.size(); i++) {
        data[target(inputs, input, i, output.shape())] = x.get(i);
      }
    }
    return new Values(output, data);
  }

  @Override
  public Values gradient(List<Values> inputs, Values seed, int input) {
    Values x = inputs.get(input);
    double[] data = new double[x.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = seed.get(target(inputs, input, i, seed.shape()));
    }
    return new Values(x.spec(), data);
  }

  private int target(List<Values> inputs, int input, int position, Shape output) {
    int[] index = PlainAxes.index(position, inputs.get(input).shape());
    for (Values before : inputs.subList(0, input)) {
      index[axis] += before.shape().getInt(axis);
    }
    return PlainAxes.position(index, output);
  }
}
