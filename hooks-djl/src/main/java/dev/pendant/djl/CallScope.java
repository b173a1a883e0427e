package dev.pendant.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;

/**
 * Owns what one call brings into being: its own handles of its operands, and whatever the engine
 * leaves beside them. An operator's result belongs to the manager of its first operand, and helpers
 * stay there as well; with shared operands they would pile up in a manager that lives long, and
 * moving an operand to another manager would race with the other threads that use it.
 */
final class CallScope implements AutoCloseable {

  private final NDManager base;
  private final NDManager manager;

  CallScope(NDManager base) {
    this.base = base;
    this.manager = base.newSubManager();
  }

  /** A handle of this call's own on the same memory, known to no record. */
  PtNDArray borrow(PtNDArray shared) {
    PtNDArray mine = (PtNDArray) shared.stopGradient();
    mine.attach(manager);
    return mine;
  }

  /** Moves an array out, so that it outlives this call. */
  PtNDArray release(PtNDArray array) {
    array.attach(base);
    return array;
  }

  @Override
  public void close() {
    manager.close();
  }
}
