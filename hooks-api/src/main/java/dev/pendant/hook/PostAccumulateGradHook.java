package dev.pendant.hook;

import dev.pendant.tensor.Tensor;

/**
 * Sees a leaf right after a backward pass added to its gradient; may change the leaf and its
 * gradient.
 */
@FunctionalInterface
public interface PostAccumulateGradHook {

  /**
   * Called once per backward pass (never by {@code grad}, H-073), with grad mode off unless the
   * pass is itself recorded.
   *
   * @param leaf the leaf itself, not its gradient (H-065)
   */
  void call(Tensor leaf);
}
