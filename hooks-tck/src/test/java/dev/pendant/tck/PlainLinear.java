package dev.pendant.tck;

import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;
import dev.pendant.tensor.Spec;
import java.util.List;

/** {@code x weight^T + bias}, with every leading axis of x taken as rows. */
final class PlainLinear implements PlainRow {

  static void addTo(OpTable.Builder<PlainRow> table) {
    table.row(Op.Linear.class, op -> new PlainLinear());
  }

  @Override
  public Values forward(List<Values> inputs, Spec output) {
    double[] data = new double[Math.toIntExact(output.shape().elements())];
    each(inputs, data.length, (y, x, w) -> data[y] += inputs.get(0).get(x) * inputs.get(1).get(w));
    for (int y = 0; inputs.size() > 2 && y < data.length; y++) {
      data[y] += inputs.get(2).get(y % inputs.get(2).size());
    }
    return new Values(output, data);
  }

  @Override
  public Values gradient(List<Values> inputs, Values seed, int input) {
    double[] data = new double[inputs.get(input).size()];
    if (input == 2) {
      for (int y = 0; y < seed.size(); y++) {
        data[y % data.length] += seed.get(y);
      }
    } else {
      each(
          inputs,
          seed.size(),
          (y, x, w) ->
              data[input == 0 ? x : w] +=
                  seed.get(y) * (input == 0 ? inputs.get(1).get(w) : inputs.get(0).get(x)));
    }
    return new Values(inputs.get(input).spec(), data);
  }

  /** Positions of an output, and of what is multiplied for it. */
  @FunctionalInterface
  private interface Term {
    void at(int y, int x, int w);
  }

  private static void each(List<Values> inputs, int outputs, Term term) {
    int out = inputs.get(1).shape().getInt(0);
    int in = inputs.get(1).shape().getInt(1);
    for (int y = 0; y < outputs; y++) {
      for (int k = 0; k < in; k++) {
        term.at(y, y / out * in + k, y % out * in + k);
      }
    }
  }
}
