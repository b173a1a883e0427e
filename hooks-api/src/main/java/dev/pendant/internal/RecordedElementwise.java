package dev.pendant.internal;

import dev.pendant.internal.RecordedVjp.Call;
import dev.pendant.internal.RecordedVjp.Part;
import dev.pendant.internal.RecordedVjp.Row;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Gradients of elementwise operators, in operators. */
final class RecordedElementwise {

  private RecordedElementwise() {}

  static void addTo(Map<Class<? extends Op>, Row<? extends Op>> rows) {
    binary(rows, Op.Add.class, Call::gradient, Call::gradient);
    binary(rows, Op.Sub.class, Call::gradient, c -> c.gradient().neg());
    binary(
        rows, Op.Mul.class, c -> c.gradient().mul(c.input(1)), c -> c.gradient().mul(c.input(0)));
    binary(
        rows,
        Op.Div.class,
        c -> c.gradient().div(c.input(1)),
        c -> c.gradient().mul(c.output()).div(c.input(1)).neg());
    binary(
        rows,
        Op.Pow.class,
        c -> c.gradient().mul(c.input(1)).mul(pow(c.input(0), c.input(1).sub(1))),
        c -> c.gradient().mul(c.output()).mul(c.input(0).log()));
    unary(rows, Op.Neg.class, c -> c.gradient().neg());
    unary(rows, Op.Exp.class, c -> c.gradient().mul(c.output()));
    unary(rows, Op.Log.class, c -> c.gradient().div(c.x()));
    unary(rows, Op.Sqrt.class, c -> c.gradient().div(c.output().mul(2)));
    unary(rows, Op.Abs.class, c -> c.gradient().mul(constant(c.x(), Math::signum)));
    unary(rows, Op.Relu.class, c -> c.gradient().mul(constant(c.x(), x -> x > 0 ? 1 : 0)));
    unary(rows, Op.Sigmoid.class, c -> c.gradient().mul(c.output()).mul(c.output().neg().add(1)));
    unary(rows, Op.Tanh.class, c -> c.gradient().mul(c.output().mul(c.output()).neg().add(1)));
    unary(rows, Op.Erf.class, RecordedElementwise::erf);
    unary(rows, Op.Sin.class, c -> c.gradient().mul(c.x().cos()));
    unary(rows, Op.Cos.class, c -> c.gradient().mul(c.x().sin()).neg());
    unary(rows, Op.Floor.class, c -> c.gradient().mul(0));
    unary(rows, Op.Ceil.class, c -> c.gradient().mul(0));
    unary(rows, Op.Round.class, c -> c.gradient().mul(0));
    unary(rows, Op.Sign.class, c -> c.gradient().mul(0));
    unary(rows, Op.Softplus.class, c -> c.gradient().mul(c.x().sigmoid()));
    unary(rows, Op.Silu.class, RecordedElementwise::silu);
    Part noGradient =
        c -> {
          throw new IllegalStateException("a condition has no gradient");
        };
    rows.put(Op.Where.class, op -> List.of(noGradient, whereTaken(1, true), whereTaken(2, false)));
    rows.put(
        Op.LeakyRelu.class,
        (Row<Op.LeakyRelu>)
            op -> List.of(c -> c.gradient().mul(constant(c.x(), x -> x > 0 ? 1 : op.slope()))));
    rows.put(
        Op.Clamp.class,
        (Row<Op.Clamp>)
            op ->
                List.of(
                    c ->
                        c.gradient()
                            .mul(constant(c.x(), x -> x >= op.min() && x <= op.max() ? 1 : 0))));
  }

  /** The gradient goes to the side that was taken; the other gets zeros. */
  private static Part whereTaken(int input, boolean holds) {
    return c -> {
      Tensor none = Tensor.full(c.x().backend(), new Spec(Shape.of(), c.gradient().type()), 0);
      Tensor part =
          holds ? c.gradient().where(c.input(0), none) : none.where(c.input(0), c.gradient());
      return RecordedVjp.sumTo(part, c.input(input).shape());
    };
  }

  private static void unary(
      Map<Class<? extends Op>, Row<? extends Op>> rows, Class<? extends Op> type, Part part) {
    rows.put(type, op -> List.of(part));
  }

  private static void binary(
      Map<Class<? extends Op>, Row<? extends Op>> rows,
      Class<? extends Op> type,
      Part left,
      Part right) {
    rows.put(
        type,
        op ->
            List.of(
                c -> RecordedVjp.sumTo(left.of(c), c.input(0).shape()),
                c -> RecordedVjp.sumTo(right.of(c), c.input(1).shape())));
  }

  private static Tensor pow(Tensor base, Tensor exponent) {
    return Operators.apply(new Op.Pow(), base, exponent);
  }

  private static Tensor erf(Call c) {
    return c.gradient().mul(c.x().mul(c.x()).neg().exp()).mul(2 / Math.sqrt(Math.PI));
  }

  private static Tensor silu(Call c) {
    Tensor gate = c.x().sigmoid();
    return c.gradient().mul(gate.mul(c.x().mul(gate.neg().add(1)).add(1)));
  }

  /** A factor that is constant wherever it has a derivative: a step of x, worked out on the JVM. */
  static Tensor constant(Tensor x, DoubleUnaryOperator step) {
    double[] values = x.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = step.applyAsDouble(values[i]);
    }
    long[] shape = x.shape().toArray();
    if (x.type() == DType.FLOAT64) {
      return Tensor.of(x.backend(), values, shape);
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.of(x.backend(), floats, shape);
  }
}
