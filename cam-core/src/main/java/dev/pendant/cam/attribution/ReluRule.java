package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.Recording;
import dev.pendant.hook.NodeHook;
import dev.pendant.op.Op;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensors;
import java.util.stream.IntStream;

/** Another way back through rectifiers than the gradient's. */
enum ReluRule {

  /** Passes where the input was positive and what arrives is. */
  GUIDED((gradInputs, gradOutputs) -> positive(gradInputs)),

  /** Passes where what arrives is positive, wherever the input was. */
  DECONVOLUTION((gradInputs, gradOutputs) -> positive(gradOutputs));

  private final NodeHook hook;

  ReluRule(NodeHook hook) {
    this.hook = hook;
  }

  private static Tensors positive(Tensors gradients) {
    return gradients.isPresent(0)
        ? Tensors.of(gradients.get(0).relu())
        : Tensors.ofSlots(gradients.slots());
  }

  /** The gradient with respect to the input, going back by this rule. */
  Features gradient(Evidence evidence) {
    try (Scope scope = Scope.open()) {
      Recording run = evidence.network().record(evidence.network().tensor());
      run.requireOperators(
          "guided backpropagation and deconvolution change the way back through ReLUs");
      run.nodes().stream()
          .filter(node -> isRectifier(node.op()))
          .forEach(node -> node.registerHook(hook));
      int[] samples = IntStream.range(0, evidence.network().input().samples()).toArray();
      return evidence.network().layout().read(run.gradient(evidence.objective(), samples));
    }
  }

  /** ReLU, also cut off above (ReLU6). */
  private static boolean isRectifier(@org.jspecify.annotations.Nullable Op op) {
    return op instanceof Op.Relu || (op instanceof Op.Clamp clamp && clamp.min() == 0);
  }
}
