package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxAttributes;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rows that work value by value. */
final class ElementwiseRows {

  private ElementwiseRows() {}

  static Map<String, Row> rows() {
    Map<String, Row> rows = new HashMap<>();
    rows.put("Add", binary(new Op.Add()));
    rows.put("Sub", binary(new Op.Sub()));
    rows.put("Mul", binary(new Op.Mul()));
    rows.put("Div", binary(new Op.Div()));
    rows.put("Pow", ElementwiseRows::pow);
    rows.put("Sum", variadic(new Op.Add()));
    rows.put("Max", variadic(new Op.Maximum()));
    rows.put("Min", variadic(new Op.Minimum()));
    rows.put("Relu", unary(new Op.Relu()));
    rows.put("Sigmoid", unary(new Op.Sigmoid()));
    rows.put("Tanh", unary(new Op.Tanh()));
    rows.put("Erf", unary(new Op.Erf()));
    rows.put("Exp", unary(new Op.Exp()));
    rows.put("Log", unary(new Op.Log()));
    rows.put("Sqrt", unary(new Op.Sqrt()));
    rows.put("Abs", unary(new Op.Abs()));
    rows.put("Neg", unary(new Op.Neg()));
    rows.put("Softplus", unary(new Op.Softplus()));
    rows.put("Sin", unary(new Op.Sin()));
    rows.put("Cos", unary(new Op.Cos()));
    rows.put("Floor", unary(new Op.Floor()));
    rows.put("Ceil", unary(new Op.Ceil()));
    rows.put("Round", unary(new Op.Round()));
    rows.put("Sign", unary(new Op.Sign()));
    rows.put("HardSwish", unary(new Op.HardSwish()));
    rows.put("LeakyRelu", shaped(of -> new Op.LeakyRelu(of.number("alpha", 0.01))));
    rows.put("Elu", shaped(of -> new Op.Elu(of.number("alpha", 1))));
    rows.put(
        "HardSigmoid",
        shaped(of -> new Op.HardSigmoid(of.number("alpha", 0.2), of.number("beta", 0.5))));
    rows.put("Gelu", shaped(of -> new Op.Gelu(of.text("approximate", "none").equals("tanh"))));
    rows.put("Clip", ElementwiseRows::clip);
    rows.put("PRelu", ElementwiseRows::slopedRelu);
    rows.put("Mean", ElementwiseRows::mean);
    rows.put("Reciprocal", composed(x -> x.pow(-1)));
    return rows;
  }

  private static Row unary(Op op) {
    return shaped(attributes -> op);
  }

  private static Row shaped(Function<OnnxAttributes, Op> op) {
    return node -> apply(op.apply(node.attributes()), List.of(node.x()));
  }

  private static Row binary(Op op) {
    return node -> {
      node.check(node.node().inputs().size() == 2, "takes 2 inputs");
      return apply(op, node.tensors());
    };
  }

  private static Kernel apply(Op op, List<Operand> operands) {
    return Kernel.of(frame -> Operand.apply(op, frame, operands));
  }

  private static Row variadic(Op op) {
    return node -> {
      List<Operand> operands = node.tensors();
      return Kernel.of(
          frame ->
              operands.stream()
                  .map(operand -> operand.in(frame))
                  .reduce((a, b) -> Operators.apply(op, a, b))
                  .orElseThrow(() -> new ModelException("takes at least 1 input")));
    };
  }

  private static Row composed(UnaryOperator<Tensor> function) {
    return node -> {
      Operand x = node.x();
      return Kernel.of(frame -> function.apply(x.in(frame)));
    };
  }

  /** A slope per channel or more, which {@link Op.LeakyRelu} does not take. */
  private static Kernel slopedRelu(NodeSetup node) {
    Operand operand = node.x();
    Operand slope = node.tensor(1, "weight");
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          return x.relu().sub(slope.in(frame).mul(x.neg().relu()));
        });
  }

  private static Kernel mean(NodeSetup node) {
    Kernel sum = variadic(new Op.Add()).prepare(node);
    int count = node.node().inputs().size();
    return Kernel.of(frame -> sum.run(frame).get(0).div(count));
  }

  /** The exponent may be an integer in ONNX. */
  private static Kernel pow(NodeSetup node) {
    HostArray exponent = node.constant(1);
    if (exponent == null || exponent.type() != DType.INT64) {
      return apply(new Op.Pow(), List.of(node.x(), node.tensor(1, "exponent")));
    }
    HostArray floating = HostArray.numbers(DType.FLOAT32, exponent.shape(), exponent::number);
    return apply(new Op.Pow(), List.of(node.x(), node.weight(1, "exponent", floating)));
  }

  /** Bounds are attributes before opset 11, then inputs, of which either may be left out. */
  private static Kernel clip(NodeSetup node) {
    double min = node.attributes().number("min", Double.NEGATIVE_INFINITY);
    double max = node.attributes().number("max", Double.POSITIVE_INFINITY);
    Operand operand = node.x();
    Function<Frame, List<@Nullable HostArray>> bounds = node.arrays(1);
    return Kernel.of(
        frame -> {
          Tensor x = operand.in(frame);
          List<@Nullable HostArray> in = bounds.apply(frame);
          return Operators.apply(new Op.Clamp(bound(in, 1, min), bound(in, 2, max)), x);
        });
  }

  private static double bound(List<@Nullable HostArray> inputs, int at, double otherwise) {
    HostArray bound = at < inputs.size() ? inputs.get(at) : null;
    return bound == null ? otherwise : bound.single();
  }
}
