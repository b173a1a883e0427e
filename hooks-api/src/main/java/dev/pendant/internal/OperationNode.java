package dev.pendant.internal;

import dev.pendant.op.Op;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One recorded evaluation. */
final class OperationNode extends TapeNode {

  private final Op op;
  private final List<@Nullable Edge> edges;
  private final List<Spec> inputSpecs;
  private final SavedEvaluation saved;

  OperationNode(
      Op op,
      List<@Nullable Edge> edges,
      List<Spec> inputSpecs,
      int outputs,
      SavedEvaluation saved) {
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
  List<@Nullable Storage> apply(
      BackwardPass pass, @Nullable Storage[] gradients, boolean[] wanted) {
    List<@Nullable Storage> results = new ArrayList<>();
    try {
      for (var array : saved.vjp(name(), gradients, wanted)) {
        results.add(array == null ? null : new Storage(saved.backend(), array));
      }
      check(results, wanted);
      return results;
    } catch (RuntimeException | Error failure) {
      results.forEach(OperationNode::releaseIfPresent);
      throw failure;
    }
  }

  /**
   * A backend that gives a gradient of another kind than its input is wrong; better said than
   * summed.
   */
  private void check(List<@Nullable Storage> results, boolean[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      Storage gradient = i < results.size() ? results.get(i) : null;
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

  static void releaseIfPresent(@Nullable Storage storage) {
    if (storage != null) {
      storage.release();
    }
  }

  @Override
  void free() {
    saved.freeAfterBackward();
  }
}
