package dev.pendant.internal;

import dev.pendant.autograd.GradMode;
import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.BackwardPreHook;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a module that has backward hooks. The call is put between two nodes that pass values
 * and gradients through unchanged; the hooks, fixed when the call was made (H-159), run there.
 */
final class ModuleCall {

  private final Module module;
  private final int index;
  private final List<BackwardPreHook> preHooks;
  private final List<BackwardHook> hooks;
  private boolean inputsRequireGrad;
  private int inputs;

  private ModuleCall(
      Module module, int index, List<BackwardPreHook> preHooks, List<BackwardHook> hooks) {
    this.module = module;
    this.index = index;
    this.preHooks = preHooks;
    this.hooks = hooks;
  }

  /** Null where there is no backward hook, neither the module's nor a global one. */
  static @Nullable ModuleCall of(Module module, ModuleHooks local, int index) {
    ModuleHooks global = ModuleHooks.GLOBAL;
    if (local.backward().isEmpty()
        && local.backwardPre().isEmpty()
        && global.backward().isEmpty()
        && global.backwardPre().isEmpty()) {
      return null;
    }
    return new ModuleCall(
        module,
        index,
        joined(global.backwardPre().snapshot(), local.backwardPre().snapshot()),
        joined(global.backward().snapshot(), local.backward().snapshot()));
  }

  private static <H> List<H> joined(List<H> first, List<H> then) {
    List<H> all = new ArrayList<>(first);
    all.addAll(then);
    return all;
  }

  Module module() {
    return module;
  }

  List<BackwardPreHook> preHooks() {
    return preHooks;
  }

  List<BackwardHook> hooks() {
    return hooks;
  }

  /** If not, the hooks run when the gradients of the outputs arrive (H-136). */
  boolean inputsRequireGrad() {
    return inputsRequireGrad;
  }

  /** How many inputs the hooks see: those without a name (H-135). */
  int inputs() {
    return inputs;
  }

  /** Runs hooks so that they can ask which call they are in. */
  void during(Runnable running) {
    CallStack.resume(module, index, running);
  }

  /** The inputs as the module is to see them; named ones are none of the hooks' business. */
  Tensors enter(Tensors given) {
    List<@Nullable Tensor> positional = new ArrayList<>();
    for (int i = 0; i < given.size() && given.name(i) == null; i++) {
      positional.add(given.slot(i));
    }
    inputs = positional.size();
    Tensors slots = Tensors.ofSlots(positional);
    inputsRequireGrad = slots.present().anyMatch(Tensor::requiresGrad);
    return wrap(given, slots, new InputBoundary(this, slots));
  }

  /** The outputs as the caller is to see them. */
  Tensors leave(Tensors outputs) {
    return wrap(outputs, outputs, new OutputBoundary(this, outputs));
  }

  private static Tensors wrap(Tensors all, Tensors slots, BoundaryNode boundary) {
    if (!GradMode.isEnabled()) {
      return all;
    }
    Tensors wrapped = all;
    for (int i = 0; i < slots.size(); i++) {
      Tensor tensor = slots.slot(i);
      if (tensor != null && tensor.requiresGrad()) {
        wrapped = wrapped.with(i, TapeTensor.output(TapeTensor.of(tensor).retain(), boundary, i));
      }
    }
    return wrapped;
  }
}
