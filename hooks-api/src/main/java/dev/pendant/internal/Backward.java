package dev.pendant.internal;

import dev.pendant.autograd.PassOption;
import dev.pendant.internal.TapeNode.Edge;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ways to ask for a backward pass, checked before anything runs. */
public final class Backward {

  private Backward() {}

  /** The seed of a single element. */
  public static Tensor onesLike(Tensor root) {
    if (root.shape().elements() != 1) {
      throw new IllegalStateException(
          "a gradient without a seed needs a single element, this is "
              + root.spec()
              + "; pass a seed of that shape");
    }
    return Tensor.full(root.backend(), root.spec(), 1);
  }

  /** Into every leaf. */
  public static void accumulate(List<Tensor> roots, List<Tensor> seeds, Set<PassOption> options) {
    List<Edge> edges = edges(roots, "root");
    check(roots, seeds);
    new BackwardPass(Plan.everything(edges), options).run(seeds);
  }

  /** Into these tensors only, leaves or not. */
  public static void accumulateInto(
      List<Tensor> roots, List<Tensor> seeds, List<Tensor> inputs, Set<PassOption> options) {
    Plan plan = Plan.towards(edges(roots, "root"), targets(inputs), true);
    check(roots, seeds);
    @Nullable Gradient[] arrived = new BackwardPass(plan, options).run(seeds);
    Set<TensorHandle> filled = new HashSet<>();
    for (int i = 0; i < arrived.length; i++) {
      Gradient gradient = arrived[i];
      TapeTensor input = TapeTensor.of(inputs.get(i));
      boolean again = !filled.add(input.handle());
      if (gradient != null && (again || input.isLeaf() || input.retainsGrad())) {
        gradient.release(); // it has been added on the way, or for this input named twice
      } else if (gradient != null) {
        input.handle().accumulate(gradient);
      }
    }
  }

  /** As values. */
  public static Tensors gradients(
      List<Tensor> roots, List<Tensor> inputs, List<Tensor> seeds, Set<PassOption> options) {
    Plan plan = Plan.towards(edges(roots, "output"), targets(inputs), false);
    check(roots, seeds);
    @Nullable Gradient[] arrived = new BackwardPass(plan, options).run(seeds);
    List<@Nullable Tensor> answers = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Gradient gradient = arrived[i];
      answers.add(
          gradient == null ? null : gradient.handOut("gradient of " + inputs.get(i).origin()));
      Gradient.releaseIfPresent(gradient);
    }
    return Tensors.ofSlots(answers);
  }

  private static List<Edge> targets(List<Tensor> inputs) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException(
          "a pass towards some inputs needs at least one; backward() goes into every leaf");
    }
    return edges(inputs, "input");
  }

  private static List<Edge> edges(List<Tensor> tensors, String role) {
    List<Edge> edges = new ArrayList<>();
    for (Tensor tensor : tensors) {
      Edge edge = Edge.of(TapeTensor.of(tensor));
      if (edge == null) {
        throw new IllegalStateException(
            "this "
                + role
                + " requires no gradient: "
                + tensor
                + "; was grad mode off, or requireGrad() forgotten?");
      }
      edges.add(edge);
    }
    return edges;
  }

  private static void check(List<Tensor> roots, List<Tensor> seeds) {
    if (roots.size() != seeds.size()) {
      throw new IllegalArgumentException(
          "expected one seed per root, got " + seeds.size() + " for " + roots.size());
    }
    for (int i = 0; i < roots.size(); i++) {
      Tensor root = roots.get(i);
      Tensor seed = seeds.get(i);
      if (!seed.spec().equals(root.spec()) || seed.backend() != root.backend()) {
        throw new IllegalArgumentException(
            "the seed of " + root + " must be " + root.spec() + " on the same backend, is " + seed);
      }
    }
  }
}
