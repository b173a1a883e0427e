package dev.pendant.nd4j.samediff;

import static java.util.Map.entry;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Elementwise arithmetic, with arrays and with numbers. */
final class ArithmeticRows {

  private ArithmeticRows() {}

  static Map<String, Row> rows() {
    return Map.ofEntries(
        entry("add", Row.always(Kernel.of(new Op.Add()))),
        entry("subtract", Row.always(Kernel.of(new Op.Sub()))),
        entry("multiply", Row.always(Kernel.of(new Op.Mul()))),
        entry("divide", Row.always(Kernel.of(new Op.Div()))),
        entry("realdiv", Row.always(Kernel.of(new Op.Div()))),
        entry("reversesubtract", Row.always(Kernel.binary((a, b) -> b.sub(a)))),
        entry("reversedivide", Row.always(Kernel.binary((a, b) -> b.div(a)))),
        entry("maximum", Row.always(Kernel.of(new Op.Maximum()))),
        entry("minimum", Row.always(Kernel.of(new Op.Minimum()))),
        entry("Pow", Row.always(Kernel.of(new Op.Pow()))),
        entry("squaredsubtract", Row.always(Kernel.binary((a, b) -> square(a.sub(b))))),
        entry("mergeadd", Row.always(all(Tensor::add))),
        entry("mergemax", Row.always(all((a, b) -> Operators.apply(new Op.Maximum(), a, b)))),
        entry("mergeavg", Row.always(ArithmeticRows::average)),
        entry("add_scalar", op -> withScalar(op, Tensor::add)),
        entry("sub_scalar", op -> withScalar(op, Tensor::sub)),
        entry("mul_scalar", op -> withScalar(op, Tensor::mul)),
        entry("div_scalar", op -> withScalar(op, Tensor::div)),
        entry("pow", op -> withScalar(op, Tensor::pow)),
        entry("rsub_scalar", op -> withScalar(op, (x, number) -> x.neg().add(number))),
        entry("rdiv_scalar", op -> withScalar(op, (x, number) -> number(x, number).div(x))),
        entry("neg", Row.always(Kernel.of(new Op.Neg()))),
        entry("exp", Row.always(Kernel.of(new Op.Exp()))),
        entry("expm1", Row.always(Kernel.unary(x -> x.exp().sub(1)))),
        entry("log", Row.always(Kernel.of(new Op.Log()))),
        entry("log1p", Row.always(Kernel.unary(x -> x.add(1).log()))),
        entry("sqrt", Row.always(Kernel.of(new Op.Sqrt()))),
        entry("rsqrt", Row.always(Kernel.unary(x -> number(x, 1).div(x.sqrt())))),
        entry("abs", Row.always(Kernel.of(new Op.Abs()))),
        entry("erf", Row.always(Kernel.of(new Op.Erf()))),
        entry("square", Row.always(Kernel.unary(ArithmeticRows::square))),
        entry("cube", Row.always(Kernel.unary(x -> square(x).mul(x)))),
        entry("Reciprocal", Row.always(Kernel.unary(x -> number(x, 1).div(x)))),
        entry("oneminus", Row.always(Kernel.unary(x -> x.neg().add(1)))),
        entry("ClipByValue", op -> Kernel.of(new Op.Clamp(op.number(0, 0), op.number(1, 0)))),
        entry("cast", ArithmeticRows::cast),
        entry("identity", Row.always(Kernel.unary(x -> x))),
        // What training switches off at random is there in inference.
        entry("dropout", Row.always(Kernel.unary(x -> x))),
        entry("dropout_inverted", Row.always(Kernel.unary(x -> x))));
  }

  private static Kernel withScalar(OpSetup op, WithNumber function) {
    double number = op.scalar();
    return Kernel.unary(x -> function.apply(x, number));
  }

  private interface WithNumber {
    Tensor apply(Tensor x, double number);
  }

  private static Kernel all(BinaryOperator<Tensor> function) {
    return operands -> List.of(operands.stream().reduce(function).orElseThrow());
  }

  private static List<Tensor> average(List<Tensor> operands) {
    Tensor sum = operands.stream().reduce(Tensor::add).orElseThrow();
    return List.of(sum.div(operands.size()));
  }

  private static Kernel cast(OpSetup op) {
    DType type =
        switch (op.integer(0, -1)) {
          case 5 -> DType.FLOAT32;
          case 6 -> DType.FLOAT64;
          default -> throw op.refuse("converts to a type other than FLOAT and DOUBLE");
        };
    return Kernel.unary(
        x -> {
          if (x.type() != type) {
            throw op.refuse("converts " + x.type() + " to " + type + ", which Pendant cannot");
          }
          return x;
        });
  }

  static Tensor square(Tensor x) {
    return x.mul(x);
  }

  /** A number that broadcasts against a tensor. */
  static Tensor number(Tensor like, double value) {
    return Tensor.full(like.backend(), new Spec(Shape.of(), like.type()), value);
  }
}
