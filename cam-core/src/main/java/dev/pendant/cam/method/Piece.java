package dev.pendant.cam.method;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.List;

/**
 * What an operator does near the values it was given, continued beyond its kinks: a ReLU passes
 * what was positive there and nothing else, a maximum stays with the place that was largest. An
 * operator without kinks is itself.
 *
 * <p>Differences of gradients then show the curvature between kinks, which is what a second
 * backward pass shows, and not that a step was long enough to cross some.
 */
@FunctionalInterface
interface Piece {

  Tensor of(List<Tensor> inputs);

  /**
   * @param inputs the values it was given; to live as long as the piece
   */
  static Piece at(Op op, List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    if (op instanceof Op.Relu
        || op instanceof Op.LeakyRelu
        || op instanceof Op.Abs
        || op instanceof Op.Clamp
        || op instanceof Op.HardSigmoid) {
      return straight(op, x);
    }
    if (op instanceof Op.HardSwish) {
      Piece gate = straight(new Op.HardSigmoid(1.0 / 6, 0.5), x);
      return near -> near.get(0).mul(gate.of(near));
    }
    if (op instanceof Op.Elu elu) {
      return elu(elu.alpha(), x);
    }
    if (op instanceof Op.Maximum || op instanceof Op.Minimum) {
      double side = op instanceof Op.Maximum ? 0.5 : -0.5;
      Tensor first = x.sub(inputs.get(1)).sign().mul(side).add(0.5);
      Tensor second = first.neg().add(1);
      return near -> near.get(0).mul(first).add(near.get(1).mul(second));
    }
    if (op instanceof Op.Max max) {
      Tensor share = slope(op, x);
      Op sum = new Op.Sum(max.axes(), max.keepDims());
      return near -> Operators.apply(sum, near.get(0).mul(share));
    }
    if (op instanceof Op.MaxPool2d || op instanceof Op.MaxPool3d) {
      Tensor largest = LargestOfWindows.places(op, x);
      long[] shape = op.output(List.of(x.spec())).shape().toArray();
      return near ->
          Operators.apply(new Op.Gather(0), near.get(0).reshape(-1), largest).reshape(shape);
    }
    return near -> Operators.apply(op, near);
  }

  /** The tangent of a function of one value. */
  private static Piece straight(Op op, Tensor x) {
    Tensor value = Operators.apply(op, x);
    Tensor slope = slope(op, x);
    return near -> near.get(0).sub(x).mul(slope).add(value);
  }

  private static Piece elu(double alpha, Tensor x) {
    Tensor positive = x.sign().relu();
    Tensor rest = positive.neg().add(1);
    return near -> {
      Tensor all = near.get(0);
      return all.mul(positive).add(all.mul(rest).exp().sub(1).mul(alpha));
    };
  }

  private static Tensor slope(Op op, Tensor x) {
    try (GradMode.Guard on = GradMode.set(true)) {
      Tensor leaf = x.detach().requireGrad();
      return Autograd.grad(Operators.apply(op, leaf).sum(), List.of(leaf)).get(0);
    }
  }
}
