package dev.pendant.nn;

import dev.pendant.op.Op;

/** Normalises to sum 1 along an axis. */
public final class Softmax extends OpLayer {

  public Softmax(int axis) {
    super(new Op.Softmax(axis));
  }
}
