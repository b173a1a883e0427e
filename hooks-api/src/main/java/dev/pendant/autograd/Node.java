package dev.pendant.autograd;

import dev.pendant.hook.HookHandle;
import dev.pendant.hook.NodeHook;
import dev.pendant.hook.NodePreHook;
import dev.pendant.op.Op;
import dev.pendant.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One place on the tape: a recorded evaluation, a leaf where gradients gather, or the edge of a
 * module call that has backward hooks. Any thread.
 */
public interface Node {

  /** What a place on the tape stands for. */
  enum Kind {
    /** An operator of the language. */
    OPERATOR,
    /** Code of an engine's or a user's own, into which nothing sees. */
    NATIVE_FUNCTION,
    /** A tensor taken apart along an axis. */
    UNBIND,
    /** Where a call of a module with backward hooks begins or ends; values pass unchanged. */
    MODULE_EDGE,
    /** Where gradients gather. */
    LEAF
  }

  Kind kind();

  /** The operator's name, {@code leaf}, or the module's type. */
  String name();

  /** The operator, null for any other {@link #kind}. */
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

  /**
   * Calls the hook in every backward pass that runs this node, before it; cases H-088 to H-094. A
   * pass that only asks for the gradient of this node's output does not run it (H-093).
   */
  HookHandle registerPreHook(NodePreHook hook);

  /** Calls the hook in every backward pass that runs this node, after it; cases H-087 to H-096. */
  HookHandle registerHook(NodeHook hook);
}
