package dev.pendant.tools;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.BackwardPreHook;
import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.ForwardPreHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.TensorHook;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Names the first place where a NaN or an infinity turns up: the model's input, a module's output,
 * and in a backward pass the gradient of a module's output, of its input, or of a parameter. Inner
 * modules are looked at before the ones that hold them.
 *
 * <p>A tensor costs one sum on the backend; only where that is not finite are its values read.
 * Thread-safe.
 */
public final class NonFiniteGuard implements AutoCloseable {

  private final boolean throwing;
  private final List<HookHandle> hooks = new ArrayList<>();
  private final AtomicReference<Finding> first = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * Where it turned up.
   *
   * @param path of the module, empty for the model itself; or of the parameter
   * @param what {@code output} or {@code gradient of the input}, for example
   * @param nan how many values are NaN
   * @param infinite how many are infinite
   */
  public record Finding(String path, String what, String tensor, long nan, long infinite) {

    /** All of it in one sentence. */
    @Override
    public String toString() {
      return "the %s of %s holds %d NaN and %d infinite values (%s)"
          .formatted(what, HookedModules.display(path), nan, infinite, tensor);
    }
  }

  private NonFiniteGuard(Module model, boolean throwing) {
    this.throwing = throwing;
    hooks.add(
        model.registerForwardPreHook(
            ForwardPreHook.observing((module, inputs) -> check("", "input", inputs))));
    HookedModules.once(model.namedModules()).forEach(this::watch);
    model
        .namedParameters()
        .forEach(
            (path, parameter) -> {
              if (parameter.requiresGrad()) {
                hooks.add(
                    parameter.registerHook(
                        TensorHook.observing(g -> check(path, "gradient", Tensors.of(g)))));
              }
            });
  }

  private void watch(String path, Module module) {
    BackwardPreHook before =
        (called, gradOutputs) -> {
          check(path, "gradient of the output", gradOutputs);
          return null;
        };
    hooks.add(
        module.registerForwardHook(
            ForwardHook.observing((called, inputs, outputs) -> check(path, "output", outputs))));
    hooks.add(module.registerBackwardPreHook(before));
    hooks.add(
        module.registerBackwardHook(
            BackwardHook.observing(
                (called, gradInputs, gradOutputs) ->
                    check(path, "gradient of the input", gradInputs))));
  }

  /** A guard that stops the pass with a {@link NonFiniteException} at the first one. */
  public static NonFiniteGuard throwing(Module model) {
    return new NonFiniteGuard(model, true);
  }

  /** A guard that lets the pass go on, and tells the {@link #first} one afterwards. */
  public static NonFiniteGuard watching(Module model) {
    return new NonFiniteGuard(model, false);
  }

  /** The first one since it was opened or {@link #reset}. */
  public Optional<Finding> first() {
    return Optional.ofNullable(first.get());
  }

  /** Forgets the first one, and looks again. */
  public void reset() {
    first.set(null);
  }

  private void check(String path, String what, Tensors tensors) {
    // A backward hook outlives its handle (H-159); after the first, a watching guard has nothing to
    // do.
    if (closed || (!throwing && first.get() != null)) {
      return;
    }
    tensors
        .present()
        .filter(tensor -> tensor.type().isFloating() && !sumIsFinite(tensor))
        .forEach(tensor -> count(path, what, tensor));
  }

  /** False also where the sum of finite values overflows; {@link #count} tells. */
  private static boolean sumIsFinite(Tensor tensor) {
    try (Scope scope = Scope.open();
        GradMode.Guard off = Autograd.noGrad()) {
      return Double.isFinite(tensor.sum().item());
    }
  }

  private void count(String path, String what, Tensor tensor) {
    double[] values = tensor.toDoubleArray();
    long nan = Arrays.stream(values).filter(Double::isNaN).count();
    long infinite = Arrays.stream(values).filter(Double::isInfinite).count();
    if (nan + infinite > 0) {
      Finding finding = new Finding(path, what, tensor.spec().toString(), nan, infinite);
      first.compareAndSet(null, finding);
      if (throwing) {
        throw new NonFiniteException(finding + "; nothing that the guard saw before it did");
      }
    }
  }

  /** Takes the hooks off. */
  @Override
  public void close() {
    closed = true;
    hooks.forEach(HookHandle::close);
  }
}
