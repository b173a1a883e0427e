package dev.pendant.internal;

import dev.pendant.PendantException;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something a backend evaluated and gave a VJP for. */
abstract class EvaluationNode extends TapeNode {

  private final List<@Nullable Edge> edges;
  private final List<Spec> inputSpecs;
  private final Saved saved;

  EvaluationNode(int outputs, List<@Nullable Edge> edges, List<Spec> inputSpecs, Saved saved) {
    super(outputs);
    this.edges = Collections.unmodifiableList(edges);
    this.inputSpecs = List.copyOf(inputSpecs);
    this.saved = saved;
    Arena.assign(saved, this);
  }

  final Saved saved() {
    return saved;
  }

  @Override
  final List<@Nullable Edge> edges() {
    return edges;
  }

  @Override
  public final Tensor inputValue(int input) {
    return TapeTensor.leaf(saved.retainInput(name(), input), "input " + input + " of " + name());
  }

  /** The gradients as values on the tape, for a pass that is itself to be differentiated. */
  abstract List<@Nullable Gradient> recorded(@Nullable Gradient[] gradients, boolean[] wanted);

  static List<@Nullable Gradient> nothing(boolean[] wanted) {
    return new ArrayList<>(Collections.nCopies(wanted.length, null));
  }

  @Override
  final List<@Nullable Gradient> apply(
      BackwardPass pass, @Nullable Gradient[] gradients, boolean[] wanted) {
    if (Arrays.stream(gradients).allMatch(Objects::isNull)) {
      // A pre-hook took away what arrived (H-090); nothing is not a seed of zeros.
      return nothing(wanted);
    }
    return dev.pendant.autograd.GradMode.isEnabled()
        ? recorded(gradients, wanted)
        : plain(gradients, wanted);
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

  /**
   * A backend that gives a gradient of another kind than its input is wrong; better said than
   * summed.
   */
  final void check(List<@Nullable Gradient> results, boolean[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      Gradient gradient = i < results.size() ? results.get(i) : null;
      if (wanted[i] && (gradient == null || !gradient.spec().equals(inputSpecs.get(i)))) {
        throw new PendantException(
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
  final void free() {
    saved.freeAfterBackward();
  }
}
