package dev.pendant.hook;

import dev.pendant.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/** Sees, and may replace, the gradients a node of the tape is about to receive. */
@FunctionalInterface
public interface NodePreHook {

  /**
   * Called when the node runs in a backward pass, after the hooks of its output tensors (H-089).
   *
   * @param gradOutputs one slot per output, empty where no gradient arrived
   * @return null to leave them; else as many slots, an empty one meaning that no gradient arrives
   *     there
   */
  @Nullable Tensors call(Tensors gradOutputs);
}
