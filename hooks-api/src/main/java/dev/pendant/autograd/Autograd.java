package dev.pendant.autograd;

import dev.pendant.internal.BackwardPass;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;

/**
 * Walks the tape backwards. The walk runs on the calling thread, with grad mode off inside hooks.
 * An exception from a hook reaches the caller as itself; leaves the walk had already reached keep
 * their gradient (H-036, H-037). Several threads may walk at once.
 */
public final class Autograd {

  private Autograd() {}

  /**
   * Accumulates the gradient of a single element into every leaf it depends on, and frees the tape
   * behind it.
   *
   * @throws IllegalStateException if {@code root} is not a single element or requires no gradient
   * @throws GraphFreedException if the tape was freed by an earlier pass or with its scope
   */
  public static void backward(Tensor root) {
    backward(List.of(root), List.of(BackwardPass.onesLike(root)), false);
  }

  /** The same for any shape, {@code seed} being the gradient of the root; it must match exactly. */
  public static void backward(Tensor root, Tensor seed) {
    backward(List.of(root), List.of(seed), false);
  }

  /**
   * The same for several roots in one pass.
   *
   * @param seeds one per root, of its exact shape, type and backend
   * @param retainGraph whether the tape stays for another pass
   */
  public static void backward(List<Tensor> roots, List<Tensor> seeds, boolean retainGraph) {
    BackwardPass.accumulate(roots, seeds, retainGraph);
  }

  /**
   * The gradient of a single element with respect to some tensors, as values: no {@link
   * Tensor#grad()} is touched, and only what lies between is walked. The tape stays.
   *
   * @param inputs leaves or recorded tensors; their hooks run and what they return is the answer
   *     (H-054)
   * @return one slot per input, in the current scope; empty where the output does not depend on it
   */
  public static Tensors grad(Tensor output, List<Tensor> inputs) {
    return grad(List.of(output), inputs, List.of(BackwardPass.onesLike(output)), true);
  }

  /**
   * The same for several outputs of any shape in one pass.
   *
   * @param seeds one per output, of its exact shape, type and backend
   * @param retainGraph whether the tape stays for another pass
   */
  public static Tensors grad(
      List<Tensor> outputs, List<Tensor> inputs, List<Tensor> seeds, boolean retainGraph) {
    return BackwardPass.gradients(outputs, inputs, seeds, retainGraph);
  }

  /** Switches recording off on this thread until the guard is closed. */
  public static GradMode.Guard noGrad() {
    return GradMode.set(false);
  }
}
