package dev.pendant.nd4j;

import static dev.pendant.nd4j.Arithmetic.add;
import static dev.pendant.nd4j.Arithmetic.mask;
import static dev.pendant.nd4j.Arithmetic.mul;

import dev.pendant.nd4j.Kernel.Pullback;
import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Expm1;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log1p;

/** Activation functions. ND4J's own GELU and hard sigmoid are other functions than PyTorch's. */
final class ActivationRows {

  private ActivationRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table
        // Without its cut-off argument relu reads an unset one.
        .row(Op.Relu.class, op -> own("relu", "relu_bp", 0.0))
        // ND4J rounds slope and alpha to float even where x is double: composed.
        .row(
            Op.LeakyRelu.class,
            op ->
                Kernel.unary(
                    (s, x) -> mul(s, x, leakySlope(s, x, op.slope())),
                    (s, p) -> mul(s, p.g(), leakySlope(s, p.x(), op.slope()))))
        .row(
            Op.Elu.class,
            op ->
                Kernel.unary(
                    (s, x) -> elu(s, x, op.alpha()), (s, p) -> eluGradient(s, p, op.alpha())))
        .row(Op.Sigmoid.class, op -> own("sigmoid", "sigmoid_bp"))
        .row(Op.Tanh.class, op -> own("tanh", "tanh_bp"))
        .row(
            Op.Softplus.class,
            op ->
                Kernel.unary(ActivationRows::softplus, (s, p) -> mul(s, p.g(), sigmoid(s, p.x()))))
        .row(Op.Silu.class, op -> Kernel.unary(ActivationRows::silu, ActivationRows::siluGradient))
        .row(
            Op.HardSwish.class,
            op -> Kernel.unary(ActivationRows::hardSwish, ActivationRows::hardSwishGradient))
        .row(
            Op.HardSigmoid.class,
            op ->
                Kernel.unary(
                    (s, x) -> clip(s, line(s, x, op.alpha(), op.beta()), 0, 1),
                    (s, p) -> hardSigmoidGradient(s, p, op)))
        .row(
            Op.Clamp.class,
            op ->
                Kernel.unary(
                    (s, x) -> clip(s, x, op.min(), op.max()),
                    (s, p) -> mul(s, p.g(), inside(s, p.x(), op.min(), op.max()))))
        .row(
            Op.Gelu.class,
            op ->
                op.tanh()
                    ? Kernel.unary(TanhGelu::forward, TanhGelu::gradient)
                    : Kernel.unary(ActivationRows::gelu, ActivationRows::geluGradient));
  }

  private static Kernel own(String name, String gradient, double... floats) {
    return Kernel.unary(
        (s, x) -> s.call(NativeCall.of(name).floats(floats), x.shape(), x),
        (s, p) -> s.call(NativeCall.of(gradient).floats(floats), p.x().shape(), p.x(), p.g()));
  }

  /** 1 where x is positive, else the slope. */
  private static INDArray leakySlope(Scratch s, INDArray x, double slope) {
    return line(s, mask(s, "greater", x, 0), 1 - slope, slope);
  }

  private static INDArray elu(Scratch s, INDArray x, double alpha) {
    INDArray negative = clip(s, x, Double.NEGATIVE_INFINITY, 0);
    INDArray bend = mul(s, s.transform(Expm1::new, negative), alpha);
    return add(s, bend, clip(s, x, 0, Double.POSITIVE_INFINITY));
  }

  /** 1 where x is positive, else {@code alpha * e ** x}. */
  private static INDArray eluGradient(Scratch s, Pullback p, double alpha) {
    INDArray x = p.x();
    INDArray bend = s.transform(Exp::new, clip(s, x, Double.NEGATIVE_INFINITY, 0));
    INDArray bent = mul(s, mul(s, bend, alpha), mask(s, "less_equal", x, 0));
    return mul(s, p.g(), add(s, bent, mask(s, "greater", x, 0)));
  }

  /** Its large part first, so that no power overflows. */
  private static INDArray softplus(Scratch s, INDArray x) {
    INDArray power = s.transform(Exp::new, mul(s, s.transform(Abs::new, x), -1));
    return add(s, clip(s, x, 0, Double.POSITIVE_INFINITY), s.transform(Log1p::new, power));
  }

  private static INDArray sigmoid(Scratch s, INDArray x) {
    return s.call(NativeCall.of("sigmoid"), x.shape(), x);
  }

  private static INDArray line(Scratch s, INDArray x, double slope, double offset) {
    return add(s, mul(s, x, slope), offset);
  }

  private static INDArray clip(Scratch s, INDArray x, double min, double max) {
    return s.call(NativeCall.of("clipbyvalue").floats(min, max), x.shape(), x);
  }

  /** 1 where the gradient of clipping passes, bounds included. */
  private static INDArray inside(Scratch s, INDArray x, double min, double max) {
    return mul(s, mask(s, "greater_equal", x, min), mask(s, "less_equal", x, max));
  }

  private static INDArray silu(Scratch s, INDArray x) {
    return mul(s, x, sigmoid(s, x));
  }

  /** {@code q + y * (1 - q)} with q the sigmoid of x. */
  private static INDArray siluGradient(Scratch s, Pullback p) {
    INDArray q = sigmoid(s, p.x());
    return mul(s, p.g(), add(s, q, mul(s, p.y(), line(s, q, -1, 1))));
  }

  private static INDArray hardSwish(Scratch s, INDArray x) {
    return mul(s, mul(s, x, clip(s, add(s, x, 3), 0, 6)), 1.0 / 6);
  }

  /** 0 below -3, 1 above 3, between them {@code x / 3 + 1/2}. */
  private static INDArray hardSwishGradient(Scratch s, Pullback p) {
    INDArray between =
        mul(s, line(s, clip(s, p.x(), -3, 3), 1.0 / 3, 0.5), inside(s, p.x(), -3, 3));
    return mul(s, p.g(), add(s, between, mask(s, "greater", p.x(), 3)));
  }

  /** Strictly inside only, as in PyTorch. */
  private static INDArray hardSigmoidGradient(Scratch s, Pullback p, Op.HardSigmoid op) {
    INDArray open = mul(s, mask(s, "greater", p.y(), 0), mask(s, "less", p.y(), 1));
    return mul(s, p.g(), mul(s, open, op.alpha()));
  }

  /** Twice the normal distribution function: {@code 1 + erf(x / sqrt(2))}. */
  private static INDArray twiceNormal(Scratch s, INDArray x) {
    return add(s, s.transform(Erf::new, mul(s, x, Math.sqrt(0.5))), 1);
  }

  private static INDArray gelu(Scratch s, INDArray x) {
    return mul(s, mul(s, x, 0.5), twiceNormal(s, x));
  }

  /** The normal distribution function plus x times its density. */
  private static INDArray geluGradient(Scratch s, Pullback p) {
    INDArray x = p.x();
    INDArray bell = s.transform(Exp::new, mul(s, mul(s, x, x), -0.5));
    INDArray density = mul(s, bell, 1 / Math.sqrt(2 * Math.PI));
    return mul(s, p.g(), add(s, mul(s, twiceNormal(s, x), 0.5), mul(s, x, density)));
  }
}
