package dev.pendant.djl;

import ai.djl.pytorch.engine.PtNDArray;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * What computes one operator: a row of the table. It differentiates itself, since the engine
 * records what it calls.
 *
 * <p>The operands are handles of this call only, so whatever the engine leaves in their manager
 * goes when the call ends. A kernel must make constants with {@link Constants}: memory {@linkplain
 * BorrowedMemory borrowed} from Java would not outlive the call, but the engine's record does.
 */
@FunctionalInterface
interface Kernel {

  PtNDArray run(PtNDArray[] operands);

  static Kernel unary(UnaryOperator<PtNDArray> function) {
    return in -> function.apply(in[0]);
  }

  static Kernel binary(BinaryOperator<PtNDArray> function) {
    return in -> function.apply(in[0], in[1]);
  }
}
