package dev.pendant.internal;

import dev.pendant.autograd.GradMode;
import dev.pendant.op.Op;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One recorded evaluation. */
final class OperationNode extends TapeNode {

  private final Op op;
  private final List<@Nullable Edge> edges;
  private final List<Spec> inputSpecs;
  private final Saved saved;

  OperationNode(
      Op op, List<@Nullable Edge> edges, List<Spec> inputSpecs, int outputs, Saved saved) {
    super(outputs);
    this.op = op;
    this.edges = Collections.unmodifiableList(edges);
    this.inputSpecs = List.copyOf(inputSpecs);
    this.saved = saved;
    Arena.assign(saved, this);
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
  List<@Nullable Edge> edges() {
    return edges;
  }

  @Override
  public Tensor inputValue(int input) {
    return TapeTensor.leaf(saved.retainInput(name(), input), "input " + input + " of " + name());
  }

  @Override
  List<@Nullable Gradient> apply(
      BackwardPass pass, @Nullable Gradient[] gradients, boolean[] wanted) {
    if (Arrays.stream(gradients).allMatch(Objects::isNull)) {
      // A pre-hook took away what arrived (H-090); nothing is not a seed of zeros.
      return new ArrayList<>(Collections.nCopies(wanted.length, null));
    }
    return GradMode.isEnabled() ? recorded(gradients, wanted) : plain(gradients, wanted);
  }

  private List<@Nullable Gradient> plain(@Nullable Gradient[] gradients, boolean[] wanted) {
    List<@Nullable Gradient> results = new ArrayList<>();
    try {
      for (NativeArray array : saved.vjp(name(), gradients, wanted)) {
        results.add(array == null ? null : Gradient.constant(new Storage(saved.backend(), array)));
      }
      check(results, wanted);
      return results;
    } catch (RuntimeException | Error failure) {
      results.forEach(Gradient::releaseIfPresent);
      throw failure;
    }
  }

  /** The gradients as values on the tape, for a pass that is itself to be differentiated. */
  private List<@Nullable Gradient> recorded(@Nullable Gradient[] gradients, boolean[] wanted) {
    Gradient seed = gradients[0];
    if (seed == null) {
      return new ArrayList<>(Collections.nCopies(wanted.length, null));
    }
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < edges.size(); i++) {
      Storage value = saved.retainInput(name(), i);
      Edge edge = edges.get(i);
      inputs.add(
          edge == null
              ? TapeTensor.leaf(value, "input of " + name())
              : TapeTensor.output(value, edge.node(), edge.output()));
    }
    Tensor output = TapeTensor.output(saved.retainOutput(name()), this, 0);
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

  /**
   * A backend that gives a gradient of another kind than its input is wrong; better said than
   * summed.
   */
  private void check(List<@Nullable Gradient> results, boolean[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      Gradient gradient = i < results.size() ? results.get(i) : null;
      if (wanted[i] && (gradient == null || !gradient.spec().equals(inputSpecs.get(i)))) {
        throw new dev.pendant.PendantException(
            "backend "
                + saved.backend().id()
                + ": the VJP of "
                + name()
                + " must give "
                + inputSpecs.get(i)
                + " for input "
                + i
                + ", gave "
                + (gradient == null ? "nothing" : gradient.spec()));
      }
    }
  }

  @Override
  void free() {
    saved.freeAfterBackward();
  }
}
