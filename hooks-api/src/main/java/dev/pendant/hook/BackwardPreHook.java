package dev.pendant.hook;

import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/** Sees, and may replace, the gradients of a module's outputs before its backward pass begins. */
@FunctionalInterface
public interface BackwardPreHook {

  /**
   * Called once per call of the module in every backward pass that comes to its outputs, whether or
   * not an input requires a gradient (H-153).
   *
   * @param gradOutputs one slot per output; empty where the output was not used
   * @return null to leave them; else one slot per output, also for the module's backward hooks
   *     (H-149); an empty one means that no gradient arrives there
   */
  @Nullable Tensors call(Module module, Tensors gradOutputs);
}
