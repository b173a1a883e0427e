package dev.pendant.tck;

import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * An operator that works element by element, over one operand or two that broadcast.
 *
 * @param value of the operands; the second is 0 where there is none
 * @param slopes the derivative by each operand, at the operands
 */
record PlainElementwise(DoubleBinaryOperator value, List<DoubleBinaryOperator> slopes)
    implements PlainRow {

  static void addTo(OpTable.Builder<PlainRow> table) {
    // DOC: elementwise
    binary(table, Op.Add.class, (a, b) -> a + b, (a, b) -> 1, (a, b) -> 1);
    binary(table, Op.Sub.class, (a, b) -> a - b, (a, b) -> 1, (a, b) -> -1);
    binary(table, Op.Mul.class, (a, b) -> a * b, (a, b) -> b, (a, b) -> a);
    binary(table, Op.Div.class, (a, b) -> a / b, (a, b) -> 1 / b, (a, b) -> -a / (b * b));
    unary(table, Op.Neg.class, x -> -x, x -> -1);
    unary(table, Op.Exp.class, Math::exp, Math::exp);
    unary(table, Op.Log.class, Math::log, x -> 1 / x);
    // DOC: end
    binary(
        table,
        Op.Pow.class,
        Math::pow,
        (a, b) -> b * Math.pow(a, b - 1),
        (a, b) -> Math.pow(a, b) * Math.log(a));
    unary(table, Op.Sqrt.class, Math::sqrt, x -> 0.5 / Math.sqrt(x));
    unary(table, Op.Relu.class, x -> Math.max(x, 0), x -> x > 0 ? 1 : 0);
    unary(table, Op.Sigmoid.class, PlainElementwise::sigmoid, x -> sigmoid(x) * (1 - sigmoid(x)));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static <O extends Op> void binary(
      OpTable.Builder<PlainRow> table,
      Class<O> type,
      DoubleBinaryOperator value,
      DoubleBinaryOperator left,
      DoubleBinaryOperator right) {
    table.row(type, op -> new PlainElementwise(value, List.of(left, right)));
  }

  private static <O extends Op> void unary(
      OpTable.Builder<PlainRow> table,
      Class<O> type,
      DoubleUnaryOperator value,
      DoubleUnaryOperator slope) {
    table.row(
        type,
        op ->
            new PlainElementwise(
                (x, none) -> value.applyAsDouble(x), List.of((x, none) -> slope.applyAsDouble(x))));
  }

  @Override
  public Values forward(List<Values> in, Spec out) {
    double[] data = new double[Math.toIntExact(out.shape().elements())];
    for (int i = 0; i < data.length; i++) {
      data[i] = at(value, in, i, out.shape());
    }
    return new Values(out, data);
  }

  /** The seed times the local slope, summed over broadcast axes. */
  @Override
  public Values gradient(List<Values> in, Values seed, int input) {
    double[] data = new double[in.get(input).size()];
    for (int i = 0; i < seed.size(); i++) {
      int at = PlainAxes.broadcastSource(i, seed.shape(), in.get(input).shape());
      data[at] += seed.get(i) * at(slopes.get(input), in, i, seed.shape());
    }
    return new Values(in.get(input).spec(), data);
  }

  private static double at(
      DoubleBinaryOperator function, List<Values> in, int position, Shape broadcast) {
    return function.applyAsDouble(
        operand(in.get(0), position, broadcast),
        in.size() < 2 ? 0 : operand(in.get(1), position, broadcast));
  }

  private static double operand(Values values, int position, Shape broadcast) {
    return values.get(PlainAxes.broadcastSource(position, broadcast, values.shape()));
  }
}
