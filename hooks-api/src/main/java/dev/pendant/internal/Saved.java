package dev.pendant.internal;

import dev.pendant.spi.Backend;
import dev.pendant.spi.NativeArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recorded evaluation keeps for its backward pass. Apart from its node, so that the garbage
 * collector can free it when the node is gone. Every method that needs what was kept throws {@link
 * dev.pendant.autograd.GraphFreedException} once it is freed.
 */
interface Saved extends Owned {

  Backend backend();

  /** Gradients of the inputs, owned by the caller; null where not wanted. */
  List<@Nullable NativeArray> vjp(String name, @Nullable Gradient[] gradients, boolean[] wanted);

  /** For the caller to release. */
  Storage retainInput(String name, int input);

  /** For the caller to release. */
  Storage retainOutput(String name);

  /** Frees it because a backward pass that keeps nothing has used it. */
  void freeAfterBackward();
}
