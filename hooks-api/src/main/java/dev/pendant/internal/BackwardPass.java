package dev.pendant.internal;

import dev.pendant.autograd.GradMode;
import dev.pendant.hook.HookException;
import dev.pendant.hook.TensorHook;
import dev.pendant.internal.TapeNode.Edge;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One walk of the tape, from roots to leaves. A node runs when every node it feeds has run, so it
 * sees its gradient whole; of the nodes that are ready, leaves go first, then the latest recorded.
 * The walk keeps its own queue: the depth of a network costs no Java stack.
 */
public final class BackwardPass {

  private static final Comparator<TapeNode> ORDER =
      Comparator.<TapeNode, Boolean>comparing(node -> !(node instanceof LeafNode))
          .thenComparing(node -> -node.sequence);

  private final boolean retainGraph;
  private final Plan plan;
  private final Map<TapeNode, @Nullable Storage[]> arrived = new IdentityHashMap<>();
  private final PriorityQueue<TapeNode> ready = new PriorityQueue<>(ORDER);
  private final Map<ModuleCall, Tensors> outputGradients = new IdentityHashMap<>();
  private final @Nullable Storage[] captured;

  private BackwardPass(Plan plan, int inputs, boolean retainGraph) {
    this.plan = plan;
    this.retainGraph = retainGraph;
    this.captured = new Storage[inputs];
  }

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

  public static void accumulate(List<Tensor> roots, List<Tensor> seeds, boolean retainGraph) {
    Plan plan = Plan.everything(edges(roots, "root"));
    new BackwardPass(plan, 0, retainGraph).run(roots, seeds);
  }

  public static Tensors gradients(
      List<Tensor> roots, List<Tensor> inputs, List<Tensor> seeds, boolean retainGraph) {
    Plan plan = Plan.towards(edges(roots, "output"), edges(inputs, "input"));
    BackwardPass pass = new BackwardPass(plan, inputs.size(), retainGraph);
    pass.run(roots, seeds);
    List<@Nullable Tensor> answers = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Storage gradient = pass.captured[i];
      answers.add(
          gradient == null
              ? null
              : TapeTensor.leaf(gradient, "gradient of " + inputs.get(i).origin()));
    }
    return Tensors.ofSlots(answers);
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

  private void run(List<Tensor> roots, List<Tensor> seeds) {
    try (GradMode.Guard off = GradMode.set(false)) {
      seed(roots, seeds);
      for (TapeNode node = ready.poll(); node != null; node = ready.poll()) {
        visit(node);
      }
    } catch (RuntimeException | Error failure) {
      for (Storage storage : captured) {
        OperationNode.releaseIfPresent(storage);
      }
      throw failure;
    } finally {
      arrived.values().forEach(BackwardPass::releaseAll);
    }
  }

  private void seed(List<Tensor> roots, List<Tensor> seeds) {
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
      Edge edge = plan.roots().get(i);
      if (plan.contains(edge.node())) {
        deliver(edge, TapeTensor.of(seed).retain());
      }
    }
    for (Edge edge : plan.roots()) {
      if (plan.contains(edge.node()) && plan.isReady(edge.node()) && !ready.contains(edge.node())) {
        ready.add(edge.node());
      }
    }
  }

  private void visit(TapeNode node) {
    @Nullable Storage[] gradients = arrived.remove(node);
    if (gradients == null) {
      gradients = new Storage[node.outputs()];
    }
    try {
      for (int i = 0; i < gradients.length; i++) {
        runHooks(node, i, gradients);
        capture(node, i, gradients[i]);
      }
      if (node instanceof LeafNode leaf) {
        if (plan.accumulates() && gradients[0] != null) {
          leaf.accumulate(gradients[0]);
        }
      } else {
        passOn(node, gradients);
      }
    } finally {
      releaseAll(gradients);
    }
  }

  private void passOn(TapeNode node, @Nullable Storage[] gradients) {
    boolean[] wanted = plan.wanted(node);
    if (!plan.executes(node)) {
      return;
    }
    boolean any = false;
    for (Storage gradient : gradients) {
      any |= gradient != null;
    }
    List<@Nullable Storage> results =
        any
            ? new ArrayList<>(node.apply(this, gradients, wanted))
            : Arrays.asList(new Storage[wanted.length]);
    try {
      if (!retainGraph && any) {
        node.free();
      }
      for (int i = 0; i < wanted.length; i++) {
        Edge edge = node.edges().get(i);
        if (wanted[i] && edge != null) {
          Storage result = results.set(i, null);
          if (result != null) {
            deliver(edge, result);
          }
          if (plan.arrived(edge.node())) {
            ready.add(edge.node());
          }
        }
      }
    } finally {
      // What a module's edge passed through but nobody in this walk wants.
      results.forEach(OperationNode::releaseIfPresent);
    }
  }

  /** Adds a gradient to what has arrived at an output; its reference passes to the walk. */
  private void deliver(Edge edge, Storage gradient) {
    @Nullable Storage[] slots =
        arrived.computeIfAbsent(edge.node(), node -> new Storage[node.outputs()]);
    Storage before = slots[edge.output()];
    slots[edge.output()] = null;
    slots[edge.output()] = before == null ? gradient : Gradients.add(before, gradient);
  }

  private void capture(TapeNode node, int output, @Nullable Storage gradient) {
    if (gradient == null) {
      return;
    }
    for (int input : plan.captures(node, output)) {
      captured[input] = gradient.retain();
    }
  }

  /**
   * Replaces a gradient by what the tensor's hooks make of it; they do not run where none arrived.
   */
  private static void runHooks(TapeNode node, int output, @Nullable Storage[] gradients) {
    if (node.hooks(output).isEmpty()) {
      return;
    }
    for (TensorHook hook : node.hooks(output).snapshot()) {
      Storage gradient = gradients[output];
      if (gradient == null) {
        return;
      }
      Tensor answer = hook.call(handOut(gradient, node.name()));
      if (answer != null) {
        Storage replacement =
            replacement(answer, gradient, "a hook on the output of " + node.name());
        gradients[output] = replacement;
        gradient.release();
      }
    }
  }

  /** A gradient as a tensor for a hook, in the scope of whoever called backward. */
  static Tensor handOut(Storage gradient, String of) {
    return TapeTensor.leaf(gradient.retain(), "gradient of " + of);
  }

  /** What a hook answered, checked against what it replaces; for the caller to release. */
  static Storage replacement(Tensor answer, Storage replaced, String who) {
    TapeTensor tensor = TapeTensor.of(answer);
    if (!tensor.spec().equals(replaced.spec()) || tensor.backend() != replaced.backend()) {
      throw new HookException(
          who
              + " returned "
              + tensor.spec()
              + " on "
              + tensor.backend().id()
              + ", the gradient it replaces is "
              + replaced.spec()
              + " on "
              + replaced.backend().id()
              + "; return exactly that kind, or null to leave it");
    }
    return tensor.retain();
  }

  /**
   * What arrived at the outputs of a module call in this pass; kept here so that passes do not
   * meet.
   */
  Map<ModuleCall, Tensors> outputGradients() {
    return outputGradients;
  }

  private static void releaseAll(@Nullable Storage[] storages) {
    for (Storage storage : storages) {
      OperationNode.releaseIfPresent(storage);
    }
  }
}
