package dev.pendant.internal;

import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.HookException;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The start of a module call, where its backward pass ends and its backward hooks run. */
final class InputBoundary extends BoundaryNode {

  private final List<@Nullable Spec> specs = new ArrayList<>();

  InputBoundary(ModuleCall call, Tensors inputs) {
    super(call, inputs);
    for (Tensor input : inputs.slots()) {
      specs.add(input == null || !input.requiresGrad() ? null : input.spec());
    }
  }

  @Override
  List<@Nullable Gradient> apply(
      BackwardPass pass, @Nullable Gradient[] gradients, boolean[] wanted) {
    // Missing if the pass came by a way around the module's returned outputs; then it is not this
    // module's.
    Tensors gradOutputs = (Tensors) pass.states().remove(call());
    if (gradOutputs == null) {
      return retained(gradients);
    }
    Tensors gradInputs = BackwardPass.handOut(gradients, name());
    for (BackwardHook hook : call().hooks()) {
      Tensors answer = hook.call(call().module(), gradInputs, gradOutputs);
      if (answer != null) {
        check(answer);
        gradInputs = answer;
      }
    }
    List<@Nullable Gradient> results = new ArrayList<>();
    for (Tensor gradient : gradInputs.slots()) {
      results.add(gradient == null ? null : Gradient.of(gradient));
    }
    return results;
  }

  private void check(Tensors answer) {
    if (answer.size() != specs.size()) {
      throw refused(answer.size() + " slots, expected " + specs.size() + ", one per input");
    }
    for (int i = 0; i < specs.size(); i++) {
      Tensor gradient = answer.slot(i);
      Spec expected = specs.get(i);
      if (gradient == null) {
        continue;
      }
      if (expected == null) {
        throw refused("a gradient for input " + i + ", which requires none; leave that slot empty");
      }
      if (!gradient.spec().equals(expected)) {
        throw refused(gradient.spec() + " for input " + i + ", which is " + expected);
      }
    }
  }

  private HookException refused(String what) {
    return new HookException("a backward hook on " + name() + " returned " + what);
  }
}
