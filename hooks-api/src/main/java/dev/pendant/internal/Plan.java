package dev.pendant.internal;

import dev.pendant.internal.TapeNode.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which nodes a backward pass visits, and how many gradients each must wait for. */
final class Plan {

  private final List<Edge> roots;

  /** What the pass is asked for; none means every leaf. */
  private final List<Edge> targets;

  /** Whether leaves gather what reaches them; else it is only handed back. */
  private final boolean accumulates;

  /** The nodes to visit, each with the number of gradients still to come. */
  private final Map<TapeNode, Integer> waiting = new IdentityHashMap<>();

  private Plan(List<Edge> roots, List<Edge> targets, boolean accumulates) {
    this.roots = roots;
    this.targets = targets;
    this.accumulates = accumulates;
  }

  /** Everything the roots depend on. */
  static Plan everything(List<Edge> roots) {
    Plan plan = new Plan(roots, List.of(), true);
    List<TapeNode> reachable = reachable(roots);
    reachable.forEach(node -> plan.waiting.put(node, 0));
    plan.count(reachable);
    return plan;
  }

  /**
   * Only what lies between the roots and the targets.
   *
   * @param accumulates whether targets that are leaves gather what reaches them
   */
  static Plan towards(List<Edge> roots, List<Edge> targets, boolean accumulates) {
    Plan plan = new Plan(roots, targets, accumulates);
    List<TapeNode> reachable = reachable(roots);
    // Oldest first, so that a node is looked at after everything it depends on.
    reachable.sort(Comparator.comparingLong(node -> node.sequence));
    for (TapeNode node : reachable) {
      boolean target = targets.stream().anyMatch(edge -> edge.node() == node);
      if (target || plan.leadsOn(node)) {
        plan.waiting.put(node, 0);
      }
    }
    plan.count(reachable);
    return plan;
  }

  private static List<TapeNode> reachable(List<Edge> roots) {
    Map<TapeNode, Boolean> seen = new IdentityHashMap<>();
    List<TapeNode> found = new ArrayList<>();
    Deque<TapeNode> open = new ArrayDeque<>();
    roots.forEach(root -> open.push(root.node()));
    while (!open.isEmpty()) {
      TapeNode node = open.pop();
      if (seen.put(node, true) == null) {
        found.add(node);
        for (Edge edge : node.edges()) {
          if (edge != null) {
            open.push(edge.node());
          }
        }
      }
    }
    return found;
  }

  private void count(List<TapeNode> reachable) {
    for (TapeNode node : reachable) {
      if (contains(node)) {
        for (Edge edge : node.edges()) {
          if (edge != null) {
            waiting.computeIfPresent(edge.node(), (next, count) -> count + 1);
          }
        }
      }
    }
  }

  List<Edge> roots() {
    return roots;
  }

  List<Edge> targets() {
    return targets;
  }

  boolean contains(TapeNode node) {
    return waiting.containsKey(node);
  }

  boolean isReady(TapeNode node) {
    return waiting.getOrDefault(node, 0) == 0;
  }

  /** One awaited gradient came, or will not; says whether it was the last. */
  boolean arrived(TapeNode node) {
    return waiting.merge(node, -1, Integer::sum) == 0;
  }

  /**
   * Whether the node itself runs: a leaf that gathers, or one with something before it in the plan.
   */
  boolean executes(TapeNode node) {
    if (node instanceof LeafNode) {
      return accumulates;
    }
    return leadsOn(node);
  }

  private boolean leadsOn(TapeNode node) {
    for (boolean wanted : wanted(node)) {
      if (wanted) {
        return true;
      }
    }
    return false;
  }

  /** Per input of a node, whether its gradient is in the plan. */
  boolean[] wanted(TapeNode node) {
    List<@Nullable Edge> edges = node.edges();
    boolean[] wanted = new boolean[edges.size()];
    for (int i = 0; i < wanted.length; i++) {
      Edge edge = edges.get(i);
      wanted[i] = edge != null && contains(edge.node());
    }
    return wanted;
  }

  /** The targets that are this output. */
  List<Integer> captures(TapeNode node, int output) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i).node() == node && targets.get(i).output() == output) {
        found.add(i);
      }
    }
    return found;
  }
}
