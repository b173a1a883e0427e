package dev.pendant.hook;

import dev.pendant.tensor.Tensor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sees, and may replace, the gradient of a tensor. */
@FunctionalInterface
public interface TensorHook {

  /**
   * Called during a backward pass, on the thread that runs it, with grad mode off.
   *
   * @param gradient the gradient of this pass, of the tensor's shape and type; belongs to the scope
   *     that was open when the pass began
   * @return null to leave the gradient as it is; else its replacement, of the same shape, type and
   *     backend
   */
  @Nullable Tensor call(Tensor gradient);

  /** A hook that looks and leaves the gradient as it is. */
  static TensorHook observing(Consumer<Tensor> observer) {
    return gradient -> {
      observer.accept(gradient);
      return null;
    };
  }
}
