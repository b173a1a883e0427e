package dev.pendant.nd4j.samediff;

import static java.util.Map.entry;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.Map;

/** Activation functions. */
final class ActivationRows {

  /** Klambauer et al., Self-Normalizing Neural Networks, 2017, equation 14. */
  private static final double SELU_SCALE = 1.0507009873554805;

  private static final double SELU_ALPHA = 1.6732632423543772;

  /** Hendrycks and Gimpel, Gaussian Error Linear Units, 2016, section 2: the sigmoid form. */
  private static final double GELU_SIGMOID = 1.702;

  private ActivationRows() {}

  static Map<String, Row> rows() {
    return Map.ofEntries(
        entry("relu", ActivationRows::relu),
        entry("relu6", op -> cutAtZero(op, new Op.Clamp(0, 6))),
        entry("leakyrelu", op -> Kernel.of(new Op.LeakyRelu(op.scalar()))),
        entry("prelu", Row.always(Kernel.binary(ActivationRows::prelu))),
        entry("elu", op -> Kernel.of(new Op.Elu(op.number(0, 1)))),
        entry("selu", Row.always(Kernel.unary(ActivationRows::selu))),
        entry("gelu", Row.always(Kernel.unary(x -> x.mul(x.mul(GELU_SIGMOID).sigmoid())))),
        entry("precise_gelu", Row.always(Kernel.unary(ActivationRows::preciseGelu))),
        entry("swish", Row.always(Kernel.of(new Op.Silu()))),
        entry("mish", Row.always(Kernel.unary(x -> x.mul(tanh(softplus(x)))))),
        entry("sigmoid", Row.always(Kernel.of(new Op.Sigmoid()))),
        entry("logsigmoid", Row.always(Kernel.unary(x -> softplus(x.neg()).neg()))),
        entry("hard_sigmoid", Row.always(Kernel.of(new Op.HardSigmoid(0.2, 0.5)))),
        entry("tanh", Row.always(Kernel.of(new Op.Tanh()))),
        entry("hardtanh", Row.always(Kernel.of(new Op.Clamp(-1, 1)))),
        entry("softplus", Row.always(Kernel.unary(ActivationRows::softplus))),
        entry("softsign", Row.always(Kernel.unary(ActivationRows::softsign))),
        entry("softmax", op -> Kernel.of(new Op.Softmax(op.integer(0, -1)))),
        entry("log_softmax", op -> Kernel.of(new Op.LogSoftmax(op.integer(0, -1)))));
  }

  private static Kernel relu(OpSetup op) {
    return cutAtZero(op, new Op.Relu());
  }

  private static Kernel cutAtZero(OpSetup op, Op function) {
    if (op.scalar() != 0) {
      throw op.refuse("cuts off at " + op.scalar() + ", supported is 0");
    }
    return Kernel.of(function);
  }

  /**
   * As ND4J computes it: its cube is that of the product with 0.044715, where the paper's is that
   * of x alone.
   */
  private static Tensor preciseGelu(Tensor x) {
    Tensor small = x.mul(0.044715);
    Tensor inner = x.add(small.mul(small).mul(small)).mul(Math.sqrt(2 / Math.PI));
    return x.mul(tanh(inner).add(1)).mul(0.5);
  }

  private static Tensor prelu(Tensor x, Tensor slope) {
    return x.relu().sub(slope.mul(x.neg().relu()));
  }

  private static Tensor selu(Tensor x) {
    return Operators.apply(new Op.Elu(SELU_ALPHA), x).mul(SELU_SCALE);
  }

  private static Tensor tanh(Tensor x) {
    return Operators.apply(new Op.Tanh(), x);
  }

  private static Tensor abs(Tensor x) {
    return Operators.apply(new Op.Abs(), x);
  }

  /** {@code log(1 + e ** x)} without overflow. */
  private static Tensor softplus(Tensor x) {
    return x.relu().add(abs(x).neg().exp().add(1).log());
  }

  private static Tensor softsign(Tensor x) {
    return x.div(abs(x).add(1));
  }
}
