package dev.pendant.hook;

import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/**
 * Sees the gradients on both sides of a module, and may replace those of its inputs. This is
 * PyTorch's <em>full</em> backward hook; the older one of the plain name has wrong values there
 * (H-166) and does not exist here.
 */
@FunctionalInterface
public interface BackwardHook {

  /**
   * Called once per call of the module when a backward pass has the gradients of its inputs, on the
   * thread that runs the pass, with grad mode off. If no input requires a gradient it is called
   * when those of the outputs arrive, with every input slot empty (H-136).
   *
   * @param gradInputs one slot per input; empty where the input requires no gradient or none
   *     arrived
   * @param gradOutputs one slot per output; empty where the output was not used. Of both lists a
   *     slot that is not read here is gone afterwards ({@link Tensors}); what is read lives as long
   *     as the scope
   * @return null to leave the gradients as they are; else one slot per input, an empty one meaning
   *     that no gradient flows there (H-129)
   */
  @Nullable Tensors call(Module module, Tensors gradInputs, Tensors gradOutputs);

  /** A hook that looks and leaves everything as it is. */
  static BackwardHook observing(Observer observer) {
    return (module, gradInputs, gradOutputs) -> {
      observer.see(module, gradInputs, gradOutputs);
      return null;
    };
  }

  /** What an observing hook does. */
  @FunctionalInterface
  interface Observer {
    void see(Module module, Tensors gradInputs, Tensors gradOutputs);
  }
}
