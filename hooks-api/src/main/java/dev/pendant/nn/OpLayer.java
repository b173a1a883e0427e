package dev.pendant.nn;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;

/**
 * A layer that is one operator without parameters.
 *
 * @param <O> the operator
 */
abstract class OpLayer<O extends Op> extends Layer {

  private final O op;

  OpLayer(O op) {
    this.op = op;
  }

  /** The operator with its attributes. */
  final O op() {
    return op;
  }

  @Override
  protected final Tensor forward(Tensor x) {
    return Operators.apply(op, x);
  }
}
