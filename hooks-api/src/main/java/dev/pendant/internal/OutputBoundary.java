package dev.pendant.internal;

import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.HookException;
import dev.pendant.tensor.Tensors;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of a module call, where its backward pass begins. */
final class OutputBoundary extends BoundaryNode {

  private final int inputs;

  OutputBoundary(ModuleCall call, Tensors outputs, int inputs) {
    super(call, outputs);
    this.inputs = inputs;
  }

  @Override
  List<@Nullable Gradient> apply(
      BackwardPass pass, @Nullable Gradient[] gradients, boolean[] wanted) {
    Tensors gradOutputs = BackwardPass.handOut(gradients, name());
    if (call().inputsRequireGrad()) {
      pass.states().put(call(), gradOutputs);
    } else {
      runHooksWithoutInputs(gradOutputs);
    }
    return retained(gradients);
  }

  private void runHooksWithoutInputs(Tensors gradOutputs) {
    Tensors gradInputs = Tensors.ofSlots(Collections.nCopies(inputs, null));
    for (BackwardHook hook : call().hooks()) {
      Tensors answer = hook.call(call().module(), gradInputs, gradOutputs);
      if (answer != null && answer.present().findAny().isPresent()) {
        throw new HookException(
            "a backward hook on "
                + name()
                + " returned a gradient for a module none of whose inputs requires one; return null");
      }
    }
  }
}
