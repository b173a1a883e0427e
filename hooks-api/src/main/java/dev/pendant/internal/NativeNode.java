package dev.pendant.internal;

import dev.pendant.autograd.SecondOrderException;
import dev.pendant.tensor.Spec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One recorded evaluation of what is no operator of the language. */
final class NativeNode extends EvaluationNode {

  private final String name;

  NativeNode(
      String name, int outputs, List<@Nullable Edge> edges, List<Spec> inputSpecs, Saved saved) {
    super(outputs, edges, inputSpecs, saved);
    this.name = name;
  }

  @Override
  public Kind kind() {
    return Kind.NATIVE_FUNCTION;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  List<@Nullable Gradient> recorded(@Nullable Gradient[] gradients, boolean[] wanted) {
    throw new SecondOrderException(
        "the backward of "
            + name
            + " is the engine's own, so it cannot be recorded for a second derivative; go backward"
            + " without CREATE_GRAPH");
  }
}
