package dev.pendant.internal;

import dev.pendant.hook.BackwardHook;
import dev.pendant.tensor.Tensors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The start of a module call, where its backward pass ends and its backward hooks run. */
final class InputBoundary extends BoundaryNode {

  InputBoundary(ModuleCall call, Tensors inputs) {
    super(call, inputs);
  }

  @Override
  List<@Nullable Gradient> apply(
      BackwardPass pass, @Nullable Gradient[] gradients, boolean[] wanted) {
    // Missing if the pass came by a way around the module's returned outputs; then it is not this
    // module's.
    GradientSlots gradOutputs = (GradientSlots) pass.states().remove(call());
    if (gradOutputs == null) {
      return unchanged(gradients);
    }
    try (gradOutputs;
        GradientSlots arrived = GradientSlots.of(gradients, name())) {
      return answer(gradients, arrived, () -> runHooks(arrived.tensors(), gradOutputs.tensors()));
    }
  }

  private Tensors runHooks(Tensors arrived, Tensors gradOutputs) {
    Tensors gradInputs = arrived;
    for (BackwardHook hook : call().hooks()) {
      Tensors answer = hook.call(call().module(), gradInputs, gradOutputs);
      if (answer != null) {
        check(answer, "a backward hook", "input");
        gradInputs = answer;
      }
    }
    return gradInputs;
  }
}
