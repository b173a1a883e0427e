package dev.pendant.djl;

import static dev.pendant.djl.Constants.scalar;
import static dev.pendant.djl.Kernel.binary;
import static dev.pendant.djl.Kernel.unary;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.pendant.op.Op;
import dev.pendant.spi.OpTable;

/** Operators that work on each element by itself. */
final class ElementwiseRows {

  private ElementwiseRows() {}

  static void addTo(OpTable.Builder<Kernel> table) {
    table
        .row(Op.Add.class, op -> binary(JniUtils::add))
        .row(Op.Sub.class, op -> binary(JniUtils::sub))
        .row(Op.Mul.class, op -> binary(JniUtils::mul))
        .row(Op.Div.class, op -> binary(JniUtils::div))
        .row(Op.Pow.class, op -> binary(JniUtils::pow))
        .row(Op.Maximum.class, op -> binary(JniUtils::max))
        .row(Op.Minimum.class, op -> binary(JniUtils::min))
        .row(Op.Neg.class, op -> unary(JniUtils::neg))
        .row(Op.Exp.class, op -> unary(JniUtils::exp))
        .row(Op.Log.class, op -> unary(JniUtils::log))
        .row(Op.Sqrt.class, op -> unary(JniUtils::sqrt))
        .row(Op.Abs.class, op -> unary(JniUtils::abs))
        .row(Op.Relu.class, op -> unary(JniUtils::relu))
        .row(Op.Sigmoid.class, op -> unary(JniUtils::sigmoid))
        .row(Op.Tanh.class, op -> unary(JniUtils::tanh))
        .row(Op.Erf.class, op -> unary(JniUtils::erf))
        .row(Op.Sin.class, op -> unary(JniUtils::sin))
        .row(Op.Cos.class, op -> unary(JniUtils::cos))
        .row(Op.Floor.class, op -> unary(JniUtils::floor))
        .row(Op.Ceil.class, op -> unary(JniUtils::ceil))
        .row(Op.Round.class, op -> unary(JniUtils::round))
        .row(Op.Sign.class, op -> unary(JniUtils::sign))
        .row(Op.Softplus.class, op -> unary(JniUtils::softPlus))
        .row(Op.Silu.class, op -> unary(x -> JniUtils.mul(x, JniUtils.sigmoid(x))))
        .row(Op.HardSwish.class, op -> unary(ElementwiseRows::hardSwish))
        .row(Op.LeakyRelu.class, op -> unary(x -> JniUtils.leakyRelu(x, op.slope())))
        .row(Op.Elu.class, op -> unary(x -> JniUtils.elu(x, op.alpha())))
        .row(Op.Gelu.class, op -> unary(op.tanh() ? ElementwiseRows::tanhGelu : JniUtils::gelu))
        .row(Op.HardSigmoid.class, op -> unary(x -> hardSigmoid(x, op.alpha(), op.beta())))
        .row(Op.Clamp.class, op -> unary(x -> clamp(x, op.min(), op.max())))
        .row(Op.Where.class, op -> in -> JniUtils.where(in[0], in[1], in[2]));
  }

  private static PtNDArray hardSwish(PtNDArray x) {
    PtNDArray gate = clamp(JniUtils.add(x, scalar(3, x)), 0, 6);
    return JniUtils.div(JniUtils.mul(x, gate), scalar(6, x));
  }

  private static PtNDArray hardSigmoid(PtNDArray x, double alpha, double beta) {
    PtNDArray line = JniUtils.add(JniUtils.mul(x, scalar(alpha, x)), scalar(beta, x));
    return clamp(line, 0, 1);
  }

  private static PtNDArray tanhGelu(PtNDArray x) {
    PtNDArray cube = JniUtils.mul(JniUtils.mul(x, x), x);
    PtNDArray inner = JniUtils.add(x, JniUtils.mul(cube, scalar(0.044715, x)));
    PtNDArray tanh = JniUtils.tanh(JniUtils.mul(inner, scalar(Math.sqrt(2 / Math.PI), x)));
    return JniUtils.mul(JniUtils.mul(x, scalar(0.5, x)), JniUtils.add(tanh, scalar(1, x)));
  }

  /** The engine takes the bounds as numbers, so nothing of them stays in its record. */
  private static PtNDArray clamp(PtNDArray x, double min, double max) {
    return Types.isDouble(x)
        ? JniUtils.clip(x, min, max)
        : JniUtils.clip(x, (float) min, (float) max);
  }
}
