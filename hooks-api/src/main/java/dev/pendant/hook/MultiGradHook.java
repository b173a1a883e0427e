package dev.pendant.hook;

import dev.pendant.tensor.Tensors;

/** Sees the gradients of several tensors together. It cannot replace them (H-080). */
@FunctionalInterface
public interface MultiGradHook {

  /**
   * Called once per backward pass, when the last of the listed tensors the pass reaches has its
   * gradient.
   *
   * @param gradients one slot per listed tensor, in the order listed; empty where the pass brings
   *     none
   */
  void call(Tensors gradients);
}
