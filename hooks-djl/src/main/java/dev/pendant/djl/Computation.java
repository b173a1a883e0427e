package dev.pendant.djl;

import ai.djl.pytorch.engine.PtNDArray;

/**
 * What the engine computes in one call, an operator's {@link Kernel} or a user's block. Operands
 * are handles of that call only, and so is every output: none belongs to anybody else, no two are
 * the same.
 */
@FunctionalInterface
interface Computation {

  PtNDArray[] run(PtNDArray[] operands);

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
    public PtNDArray[] run(PtNDArray[] operands) {
      return new PtNDArray[] {kernel.run(operands)};
    }

    @Override
    public boolean isDifferentiable() {
      return true;
    }
  }
}
