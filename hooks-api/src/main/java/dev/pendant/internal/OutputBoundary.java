package dev.pendant.internal;

import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.BackwardPreHook;
import dev.pendant.hook.HookException;
import dev.pendant.tensor.Tensors;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of a module call, where its backward pass begins. */
final class OutputBoundary extends BoundaryNode {

  OutputBoundary(ModuleCall call, Tensors outputs) {
    super(call, outputs);
  }

  @Override
  List<@Nullable Gradient> apply(
      BackwardPass pass, @Nullable Gradient[] gradients, boolean[] wanted) {
    try (GradientSlots arrived = GradientSlots.of(gradients, name())) {
      List<@Nullable Gradient> answer =
          answer(gradients, arrived, () -> runHooks(arrived.tensors()));
      if (call().inputsRequireGrad()) {
        pass.states().put(call(), GradientSlots.of(answer.toArray(new Gradient[0]), name()));
      }
      return answer;
    }
  }

  private Tensors runHooks(Tensors arrived) {
    Tensors gradOutputs = arrived;
    for (BackwardPreHook hook : call().preHooks()) {
      Tensors answer = hook.call(call().module(), gradOutputs);
      if (answer != null) {
        check(answer, "a backward pre-hook", "output");
        gradOutputs = answer;
      }
    }
    if (!call().inputsRequireGrad()) {
      runHooksWithoutInputs(gradOutputs);
    }
    return gradOutputs;
  }

  private void runHooksWithoutInputs(Tensors gradOutputs) {
    Tensors gradInputs = Tensors.ofSlots(Collections.nCopies(call().inputs(), null));
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
