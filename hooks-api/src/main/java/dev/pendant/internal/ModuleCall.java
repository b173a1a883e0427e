package dev.pendant.internal;

import dev.pendant.autograd.GradMode;
import dev.pendant.hook.BackwardHook;
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
public final class ModuleCall {

  private final Module module;
  private final List<BackwardHook> hooks;
  private boolean inputsRequireGrad;
  private int inputs;

  public ModuleCall(Module module, List<BackwardHook> hooks) {
    this.module = module;
    this.hooks = hooks;
  }

  Module module() {
    return module;
  }

  List<BackwardHook> hooks() {
    return hooks;
  }

  /** If not, the hooks run when the gradients of the outputs arrive (H-136). */
  boolean inputsRequireGrad() {
    return inputsRequireGrad;
  }

  /** The inputs as the module is to see them. */
  public Tensors enter(Tensors inputs) {
    this.inputs = inputs.size();
    inputsRequireGrad = inputs.present().anyMatch(Tensor::requiresGrad);
    return wrap(inputs, new InputBoundary(this, inputs));
  }

  /** The outputs as the caller is to see them. */
  public Tensors leave(Tensors outputs) {
    return wrap(outputs, new OutputBoundary(this, outputs, inputs));
  }

  private static Tensors wrap(Tensors tensors, BoundaryNode boundary) {
    if (!GradMode.isEnabled()) {
      return tensors;
    }
    List<@Nullable Tensor> wrapped = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.slot(i);
      wrapped.add(
          tensor == null || !tensor.requiresGrad()
              ? tensor
              : TapeTensor.output(TapeTensor.of(tensor).retain(), boundary, i));
    }
    return tensors.withSlots(wrapped);
  }
}
