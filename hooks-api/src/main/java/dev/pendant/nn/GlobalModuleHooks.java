package dev.pendant.nn;

import dev.pendant.hook.AlwaysForwardHook;
import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.BackwardPreHook;
import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.ForwardPreHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.RegistrationHook;
import dev.pendant.internal.HookList;
import dev.pendant.internal.ModuleHooks;
import dev.pendant.tensor.Tensor;

/**
 * Hooks on every module of this JVM, containers included; they run before each module's own
 * (H-170). Meant for looking into a program as a whole: whatever else runs in the JVM is hooked,
 * too. Thread-safe.
 */
public final class GlobalModuleHooks {

  private static final HookList<RegistrationHook<Tensor>> PARAMETERS = new HookList<>();
  private static final HookList<RegistrationHook<Tensor>> BUFFERS = new HookList<>();
  private static final HookList<RegistrationHook<Module>> CHILDREN = new HookList<>();

  private GlobalModuleHooks() {}

  public static HookHandle registerForwardPreHook(ForwardPreHook hook) {
    return ModuleHooks.GLOBAL.add(hook, false);
  }

  public static HookHandle registerForwardHook(ForwardHook hook) {
    return ModuleHooks.GLOBAL.add(hook, false);
  }

  public static HookHandle registerAlwaysForwardHook(AlwaysForwardHook hook) {
    return ModuleHooks.GLOBAL.add(hook, false);
  }

  public static HookHandle registerBackwardPreHook(BackwardPreHook hook) {
    return ModuleHooks.GLOBAL.add(hook, false);
  }

  public static HookHandle registerBackwardHook(BackwardHook hook) {
    return ModuleHooks.GLOBAL.add(hook, false);
  }

  /** Calls the hook for every parameter registered in any module from now on. */
  public static HookHandle registerParameterRegistrationHook(RegistrationHook<Tensor> hook) {
    return PARAMETERS.add(hook);
  }

  /** Calls the hook for every buffer registered in any module from now on. */
  public static HookHandle registerBufferRegistrationHook(RegistrationHook<Tensor> hook) {
    return BUFFERS.add(hook);
  }

  /** Calls the hook for every child registered in any module from now on. */
  public static HookHandle registerModuleRegistrationHook(RegistrationHook<Module> hook) {
    return CHILDREN.add(hook);
  }

  static Tensor parameterRegistered(Module owner, String name, Tensor value) {
    return run(PARAMETERS, owner, name, value);
  }

  static Tensor bufferRegistered(Module owner, String name, Tensor value) {
    return run(BUFFERS, owner, name, value);
  }

  static Module registered(Module owner, String name, Module child) {
    return run(CHILDREN, owner, name, child);
  }

  private static <T> T run(
      HookList<RegistrationHook<T>> hooks, Module owner, String name, T value) {
    T current = value;
    for (RegistrationHook<T> hook : hooks.snapshot()) {
      T answer = hook.call(owner, name, current);
      current = answer == null ? current : answer;
    }
    return current;
  }
}
