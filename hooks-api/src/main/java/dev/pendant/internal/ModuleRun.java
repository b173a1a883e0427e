package dev.pendant.internal;

import dev.pendant.autograd.GradMode;
import dev.pendant.hook.AlwaysForwardHook;
import dev.pendant.hook.ForwardPreHook;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One call of a module: pre-hooks, forward, hooks; of each kind the global ones first. The edges of
 * the call are put on the tape where there are backward hooks.
 */
public final class ModuleRun {

  private final Module module;
  private final ModuleHooks local;
  private Tensors inputs;
  private @Nullable Tensors outputs;

  /** Hooks that run always and have run. */
  private final List<ModuleHooks.Forward> done = new ArrayList<>(0);

  private ModuleRun(Module module, ModuleHooks local, Tensors inputs) {
    this.module = module;
    this.local = local;
    this.inputs = inputs;
  }

  public static Tensors call(
      Module module, ModuleHooks local, Tensors inputs, Function<Tensors, Tensors> body) {
    int index = CallStack.enter(module);
    try {
      return new ModuleRun(module, local, inputs).run(body, index);
    } finally {
      CallStack.leave(module);
    }
  }

  private Tensors run(Function<Tensors, Tensors> body, int index) {
    // Taken first: a backward hook that a pre-hook registers is for the next call (H-165).
    ModuleCall call = GradMode.isEnabled() ? ModuleCall.of(module, local, index) : null;
    try {
      runPre(ModuleHooks.GLOBAL);
      runPre(local);
      if (call != null) {
        inputs = call.enter(inputs);
      }
      Tensors result = body.apply(inputs);
      outputs = result;
      result = runForward(ModuleHooks.GLOBAL, result);
      result = runForward(local, result);
      return call == null ? result : call.leave(result);
    } catch (Throwable failure) { // checked ones, too: not every JVM language declares them
      runAlways(ModuleHooks.GLOBAL, failure);
      runAlways(local, failure);
      throw failure;
    }
  }

  private void runPre(ModuleHooks hooks) {
    for (ForwardPreHook hook : hooks.forwardPre().snapshot()) {
      Tensors answer = hook.call(module, inputs);
      inputs = answer == null ? inputs : answer;
    }
  }

  private Tensors runForward(ModuleHooks hooks, Tensors result) {
    Tensors current = result;
    for (ModuleHooks.Forward hook : hooks.forward().snapshot()) {
      if (hook.always() != null) {
        done.add(hook);
      }
      Tensors answer = hook.call(module, inputs, current);
      current = answer == null ? current : answer;
      outputs = current;
    }
    return current;
  }

  private void runAlways(ModuleHooks hooks, Throwable failure) {
    for (ModuleHooks.Forward hook : hooks.forward().snapshot()) {
      AlwaysForwardHook always = hook.always();
      if (always != null && !done.contains(hook)) {
        try {
          Tensors answer = always.call(module, inputs, outputs);
          outputs = answer == null ? outputs : answer;
        } catch (RuntimeException | Error second) {
          failure.addSuppressed(second);
          LoggerFactory.getLogger(ModuleRun.class)
              .warn(
                  "a forward hook on {} that runs always threw while {} was on its way; added to it as suppressed",
                  module.type(),
                  failure.toString(),
                  second);
        }
      }
    }
  }
}
