package dev.pendant.internal;

import dev.pendant.autograd.GradMode;
import dev.pendant.autograd.PassOption;
import dev.pendant.internal.TapeNode.Edge;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One walk of the tape, from roots to leaves. A node runs when every node it feeds has run, so it
 * sees its gradient whole; of the nodes that are ready, leaves go first, then the latest recorded.
 * The walk keeps its own queue: the depth of a network costs no Java stack.
 */
final class BackwardPass {

  private static final Comparator<TapeNode> ORDER =
      Comparator.<TapeNode, Boolean>comparing(node -> !(node instanceof LeafNode))
          .thenComparing(node -> -node.sequence);

  private final boolean retainGraph;
  private final boolean createGraph;
  private final Plan plan;
  private final Map<TapeNode, @Nullable Gradient[]> arrived = new IdentityHashMap<>();
  private final PriorityQueue<TapeNode> ready = new PriorityQueue<>(ORDER);
  private final Map<Object, Object> states = new IdentityHashMap<>();
  private final @Nullable Gradient[] captured;

  BackwardPass(Plan plan, Set<PassOption> options) {
    this.plan = plan;
    this.createGraph = options.contains(PassOption.CREATE_GRAPH);
    this.retainGraph = createGraph || options.contains(PassOption.RETAIN_GRAPH);
    this.captured = new Gradient[plan.targets().size()];
  }

  /**
   * Walks.
   *
   * @return what arrived at the plan's targets, for the caller to release; null where nothing did
   */
  @Nullable Gradient[] run(List<Tensor> seeds) {
    try (GradMode.Guard mode = GradMode.set(createGraph)) {
      seed(seeds);
      for (TapeNode node = ready.poll(); node != null; node = ready.poll()) {
        visit(node);
      }
      return captured;
    } catch (Throwable failure) {
      Gradient.releaseAll(captured);
      throw failure;
    } finally {
      arrived.values().forEach(Gradient::releaseAll);
      for (Object state : states.values()) {
        if (state instanceof GradientSlots unused) {
          unused.close();
        }
      }
    }
  }

  private void seed(List<Tensor> seeds) {
    for (int i = 0; i < seeds.size(); i++) {
      Edge edge = plan.roots().get(i);
      if (plan.contains(edge.node())) {
        deliver(edge, Gradient.of(seeds.get(i)));
      }
    }
    for (Edge edge : plan.roots()) {
      if (plan.contains(edge.node()) && plan.isReady(edge.node()) && !ready.contains(edge.node())) {
        ready.add(edge.node());
      }
    }
  }

  private void visit(TapeNode node) {
    @Nullable Gradient[] gradients = arrived.remove(node);
    if (gradients == null) {
      gradients = new Gradient[node.outputs()];
    }
    try {
      for (int output = 0; output < gradients.length; output++) {
        PassHooks.run(this, node, output, gradients);
        keep(node, output, gradients[output]);
      }
      if (plan.executes(node)) {
        execute(node, gradients);
      }
    } finally {
      Gradient.releaseAll(gradients);
    }
  }

  /** Stores a gradient where somebody asked for it: in a tensor, or in the answer. */
  private void keep(TapeNode node, int output, @Nullable Gradient gradient) {
    if (gradient == null) {
      return;
    }
    TensorHandle keeper = node.retained(output);
    if (keeper != null) {
      keeper.accumulate(gradient.retain());
    }
    for (int target : plan.captures(node, output)) {
      captured[target] = gradient.retain();
    }
  }

  private void execute(TapeNode node, @Nullable Gradient[] gradients) {
    boolean[] wanted = plan.wanted(node);
    List<@Nullable Gradient> results = Arrays.asList(new Gradient[wanted.length]);
    try {
      if (anyOf(gradients)) {
        PassHooks.runBefore(node, gradients);
        results = new ArrayList<>(node.apply(this, gradients, wanted));
        PassHooks.runAfter(node, gradients, results);
        if (!retainGraph) {
          node.free();
        }
      }
      for (int i = 0; i < wanted.length; i++) {
        Edge edge = node.edges().get(i);
        if (wanted[i] && edge != null) {
          Gradient result = results.set(i, null);
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
      results.forEach(Gradient::releaseIfPresent);
    }
  }

  private static boolean anyOf(@Nullable Gradient[] gradients) {
    return Arrays.stream(gradients).anyMatch(gradient -> gradient != null);
  }

  /** Adds a gradient to what has arrived at an output; its reference passes to the walk. */
  private void deliver(Edge edge, Gradient gradient) {
    @Nullable Gradient[] slots =
        arrived.computeIfAbsent(edge.node(), node -> new Gradient[node.outputs()]);
    Gradient before = slots[edge.output()];
    slots[edge.output()] = null;
    slots[edge.output()] = before == null ? gradient : before.plus(gradient);
  }

  /** Whether this walk comes by a node. */
  boolean visits(TapeNode node) {
    return plan.contains(node);
  }

  /**
   * What something keeps for the length of this walk, under itself as key, so that walks do not
   * meet.
   */
  Map<Object, Object> states() {
    return states;
  }
}
