package dev.pendant.internal;

import dev.pendant.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What the walk calls at an output of a node: a user's tensor hook, or a part of a hook on several
 * tensors.
 */
interface PassHook {

  /**
   * @param gradient null if the walk came by and none arrived here
   * @return null to leave it
   */
  @Nullable Tensor call(BackwardPass pass, @Nullable Tensor gradient);
}
