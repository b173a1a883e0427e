package dev.pendant.hook;

import dev.pendant.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/** Sees what a node of the tape made of its gradients, and may replace it. */
@FunctionalInterface
public interface NodeHook {

  /**
   * Called after the node ran in a backward pass.
   *
   * @param gradInputs one slot per input, empty where no gradient flows; none at all for a leaf
   *     (H-094)
   * @param gradOutputs what the node received, as the hooks before it left it
   * @return null to leave {@code gradInputs}; else as many slots, an empty one meaning that no
   *     gradient flows there (H-090). A slot that was empty stays empty (H-091)
   */
  @Nullable Tensors call(Tensors gradInputs, Tensors gradOutputs);
}
