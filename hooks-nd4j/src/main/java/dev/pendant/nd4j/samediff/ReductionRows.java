package dev.pendant.nd4j.samediff;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Reductions over axes. */
final class ReductionRows {

  private ReductionRows() {}

  static Map<String, Row> rows() {
    return Map.of(
        "reduce_sum", op -> Kernel.of(new Op.Sum(op.axes(), op.keepsAxes())),
        "reduce_mean", op -> Kernel.of(new Op.Mean(op.axes(), op.keepsAxes())),
        "reduce_max", op -> Kernel.of(new Op.Max(op.axes(), op.keepsAxes())),
        "reduce_min", ReductionRows::min,
        "reduce_norm1", op -> summed(op, x -> Operators.apply(new Op.Abs(), x), sum -> sum),
        "reduce_norm2", op -> summed(op, ArithmeticRows::square, Tensor::sqrt),
        "reduce_sqnorm", op -> summed(op, ArithmeticRows::square, sum -> sum));
  }

  private static Kernel min(OpSetup op) {
    Op.Max max = new Op.Max(op.axes(), op.keepsAxes());
    return Kernel.unary(x -> Operators.apply(max, x.neg()).neg());
  }

  private static Kernel summed(OpSetup op, Step before, Step after) {
    List<Integer> axes = op.axes();
    Op.Sum sum = new Op.Sum(axes, op.keepsAxes());
    return Kernel.unary(x -> after.of(Operators.apply(sum, before.of(x))));
  }

  private interface Step {
    Tensor of(Tensor x);
  }
}
