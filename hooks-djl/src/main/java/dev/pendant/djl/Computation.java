package dev.pendant.djl;

import ai.djl.pytorch.engine.PtNDArray;

/**
 * What the engine computes in one call, an operator's {@link Kernel} or a user's block. Operands
 * are handles of that call only, and so is every output: none belongs to anybody else, no two are
 * the same.
 */
@FunctionalInterface
interface Computation {

  /**
   * @param memory what the arrays made on the way borrow; it stays as long as the engine's record
   */
  PtNDArray[] run(PtNDArray[] operands, BorrowedMemory memory);

  /** Whether every output is known to have a gradient with respect to what it was recorded for. */
  default boolean isDifferentiable() {
    return false;
  }

  static Computation of(Kernel kernel) {
    return new OfKernel(kernel);
  }

  /** An operator's. */
  record OfKernel(Kernel kernel) implements Computation {

    @Override
    public PtNDArray[] run(PtNDArray[] operands, BorrowedMemory memory) {
      return new PtNDArray[] {kernel.run(operands)};
    }

    @Override
    public boolean isDifferentiable() {
      return true;
    }
  }
}
