package dev.pendant.nn;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;

/** A layer that is one operator without parameters. */
abstract class OpLayer extends Layer {

  private final Op op;

  OpLayer(Op op) {
    this.op = op;
  }

  @Override
  protected final Tensor forward(Tensor x) {
    return Operators.apply(op, x);
  }
}
