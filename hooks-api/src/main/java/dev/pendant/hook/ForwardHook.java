package dev.pendant.hook;

import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/** Sees, and may replace, what a module returned. */
@FunctionalInterface
public interface ForwardHook {

  /**
   * Called after each {@link Module#call}, in the caller's grad mode.
   *
   * @param inputs as forward saw them, after the pre-hooks (H-108)
   * @return null to leave the outputs as they are; else all of them
   */
  @Nullable Tensors call(Module module, Tensors inputs, Tensors outputs);

  /** A hook that looks and leaves everything as it is. */
  static ForwardHook observing(Observer observer) {
    return (module, inputs, outputs) -> {
      observer.see(module, inputs, outputs);
      return null;
    };
  }

  /** What an observing hook does. */
  @FunctionalInterface
  interface Observer {
    void see(Module module, Tensors inputs, Tensors outputs);
  }
}
