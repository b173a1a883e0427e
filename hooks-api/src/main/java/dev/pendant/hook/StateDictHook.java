package dev.pendant.hook;

import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import java.util.Map;

/** Sees, and may change, the named values of a module when they are taken out or put in. */
@FunctionalInterface
public interface StateDictHook {

  /**
   * Called once for each module of the tree, never during a forward or backward pass (H-205).
   *
   * @param prefix of the module's own entries, such as {@code layer4.}; empty for the module that
   *     was asked
   * @param state the whole map, which may be changed
   */
  void call(Module module, String prefix, Map<String, Tensor> state);
}
