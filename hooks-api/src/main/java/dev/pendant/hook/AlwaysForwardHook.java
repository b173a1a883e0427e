package dev.pendant.hook;

import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ForwardHook} that also runs when the call fails. What it returns then is what the next
 * such hook sees as outputs, and is otherwise dropped (H-121); what it throws then is logged and
 * added to the failure as suppressed (H-120).
 */
@FunctionalInterface
public interface AlwaysForwardHook {

  /**
   * @param inputs as far as pre-hooks got with them
   * @param outputs null if the call failed before there were any
   * @return null to leave the outputs as they are; else all of them
   */
  @Nullable Tensors call(Module module, Tensors inputs, @Nullable Tensors outputs);
}
