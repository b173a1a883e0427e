package dev.pendant.hook;

import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensors;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Sees, and may replace, what a module is called with. */
@FunctionalInterface
public interface ForwardPreHook {

  /**
   * Called before each {@link Module#call}, in the caller's grad mode; what it computes is recorded
   * like any other part of the forward pass (H-107).
   *
   * @return null to leave the inputs as they are; else all of them
   */
  @Nullable Tensors call(Module module, Tensors inputs);

  /** A hook that looks and leaves the inputs as they are. */
  static ForwardPreHook observing(BiConsumer<Module, Tensors> observer) {
    return (module, inputs) -> {
      observer.accept(module, inputs);
      return null;
    };
  }
}
