package dev.pendant.autograd;

import dev.pendant.op.Op;
import dev.pendant.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One place on the tape: a recorded evaluation, a leaf where gradients gather, or the edge of a
 * module call that has backward hooks. Read-only; any thread.
 */
public interface Node {

  /** The operator's name, {@code leaf}, or the module's type. */
  String name();

  /** The operator, null for a leaf or a module's edge. */
  @Nullable Op op();

  /** How many inputs the evaluation had. */
  int inputs();

  /** What made an input; null where no gradient flows to it. */
  @Nullable Node input(int input);

  /**
   * The value an input had, as a new leaf in the current scope.
   *
   * @throws GraphFreedException if the tape let go of it
   */
  Tensor inputValue(int input);
}
