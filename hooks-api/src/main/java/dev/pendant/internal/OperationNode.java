package dev.pendant.internal;

import dev.pendant.op.Op;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One recorded evaluation of an operator. */
final class OperationNode extends EvaluationNode {

  private final Op op;

  OperationNode(Op op, List<@Nullable Edge> edges, List<Spec> inputSpecs, Saved saved) {
    super(1, edges, inputSpecs, saved);
    this.op = op;
  }

  @Override
  public Kind kind() {
    return Kind.OPERATOR;
  }

  @Override
  public String name() {
    return op.name();
  }

  @Override
  public Op op() {
    return op;
  }

  @Override
  List<@Nullable Gradient> recorded(@Nullable Gradient[] gradients, boolean[] wanted) {
    Gradient seed = gradients[0];
    if (seed == null) {
      return nothing(wanted);
    }
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      Storage value = saved().retainInput(name(), i);
      Edge edge = edges().get(i);
      inputs.add(
          edge == null
              ? TapeTensor.leaf(value, "input of " + name())
              : TapeTensor.output(value, edge.node(), edge.output()));
    }
    Tensor output = TapeTensor.output(saved().retainOutput(name()), this, 0);
    List<? extends @Nullable Tensor> answers =
        RecordedVjp.apply(op, inputs, output, seed.handOut("gradient of " + name()), wanted);
    List<@Nullable Gradient> results = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      Tensor answer = wanted[i] ? answers.get(i) : null;
      results.add(answer == null ? null : Gradient.of(answer));
    }
    check(results, wanted);
    return results;
  }
}
