package dev.pendant.nn;

import dev.pendant.op.Op;

/** Normalises to sum 1 along an axis. */
public final class Softmax extends OpLayer<Op.Softmax> {

  public Softmax(int axis) {
    super(new Op.Softmax(axis));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new Softmax(op().axis());
  }
}
