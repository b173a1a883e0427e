package dev.pendant.autograd;

import dev.pendant.hook.HookHandle;
import dev.pendant.hook.MultiGradHook;
import dev.pendant.internal.Backward;
import dev.pendant.internal.MultiGrad;
import dev.pendant.internal.SavedTensorHooks;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Walks the tape backwards. The walk runs on the calling thread, with grad mode off inside hooks.
 * An exception from a hook reaches the caller as itself; leaves the walk had already reached keep
 * their gradient (H-036, H-037). Several threads may walk at once.
 */
public final class Autograd {

  private Autograd() {}

  /**
   * Accumulates the gradient of a single element into every leaf it depends on, and frees the tape
   * behind it unless an option keeps it.
   *
   * @throws IllegalStateException if {@code root} is not a single element or requires no gradient
   * @throws GraphFreedException if the tape was freed by an earlier pass or with its scope
   */
  public static void backward(Tensor root, PassOption... options) {
    backward(List.of(root), List.of(Backward.onesLike(root)), options);
  }

  /** The same for any shape, {@code seed} being the gradient of the root; it must match exactly. */
  public static void backward(Tensor root, Tensor seed, PassOption... options) {
    backward(List.of(root), List.of(seed), options);
  }

  /**
   * The same for several roots in one pass.
   *
   * @param seeds one per root, of its exact shape, type and backend
   */
  public static void backward(List<Tensor> roots, List<Tensor> seeds, PassOption... options) {
    Backward.accumulate(roots, seeds, Set.of(options));
  }

  /**
   * The same into some tensors only: leaves, or recorded tensors, whose {@link Tensor#grad()} is
   * filled and where the walk stops unless another input lies further on (H-058, H-059). Hooks of
   * other leaves do not run.
   */
  public static void backwardInto(
      List<Tensor> roots, List<Tensor> seeds, List<Tensor> inputs, PassOption... options) {
    Backward.accumulateInto(roots, seeds, inputs, Set.of(options));
  }

  /**
   * The gradient of a single element with respect to some tensors, as values: no leaf's {@link
   * Tensor#grad()} is touched (retained gradients on the way are filled), and only what lies
   * between is walked. The tape stays.
   *
   * @param inputs leaves or recorded tensors; their hooks run and what they return is the answer
   *     (H-054)
   * @return one slot per input, in the current scope; empty where the output does not depend on it
   */
  public static Tensors grad(Tensor output, List<Tensor> inputs) {
    return grad(
        List.of(output), inputs, List.of(Backward.onesLike(output)), PassOption.RETAIN_GRAPH);
  }

  /**
   * The same for several outputs of any shape in one pass.
   *
   * @param seeds one per output, of its exact shape, type and backend
   */
  public static Tensors grad(
      List<Tensor> outputs, List<Tensor> inputs, List<Tensor> seeds, PassOption... options) {
    return Backward.gradients(outputs, inputs, seeds, Set.of(options));
  }

  /**
   * Calls the hook once per backward pass, when the last of the tensors that the pass reaches has
   * its gradient; cases H-076 to H-082, H-086.
   *
   * @return takes the hook off all of them
   * @throws IllegalStateException if one of them requires no gradient
   */
  public static HookHandle registerMultiGradHook(List<Tensor> tensors, MultiGradHook hook) {
    return MultiGrad.whenAllArrived(tensors, hook);
  }

  /**
   * Calls the hook once per backward pass, with the first gradient that arrives at one of the
   * tensors; those that require none are passed over. Cases H-083, H-084.
   */
  public static HookHandle registerAnyGradHook(List<Tensor> tensors, Consumer<Tensor> hook) {
    return MultiGrad.whenFirstArrives(tensors, hook);
  }

  /**
   * Until the guard is closed, what operators recorded on this thread save for their backward pass
   * goes through {@code pack}, and comes back through {@code unpack} when a pass needs it: to put
   * it on disk, say. Every input of a recorded operator is saved once for each place it stands in.
   * In nested scopes the innermost pair alone is called. Cases H-202, H-203.
   *
   * @param pack gets a tensor of the current scope, with grad mode off; must not assign to it
   * @param unpack must return a tensor of the same shape, type and backend; its value is what
   *     counts
   */
  public static <P> GradMode.Guard savedTensorHooks(
      Function<Tensor, P> pack, Function<P, Tensor> unpack) {
    return SavedTensorHooks.install(pack, unpack);
  }

  /**
   * As {@link #noGrad}, and what is made meanwhile is marked: it can never require a gradient nor
   * take part in a recorded operator, so that a forgotten mode is an error and not a missing
   * gradient.
   */
  public static GradMode.Guard inferenceMode() {
    return GradMode.inference();
  }

  /** Switches recording off on this thread until the guard is closed. */
  public static GradMode.Guard noGrad() {
    return GradMode.set(false);
  }
}
