package dev.pendant.cam.method;

import dev.pendant.autograd.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** A tape in an order in which it can be evaluated. */
final class TapeOrder {

  private TapeOrder() {}

  /**
   * A node and all that leads to it, each behind its inputs, but for the start and what leads only
   * to that. A tape may be deeper than Java's stack, so this keeps one of its own.
   */
  static List<Node> upTo(Node last, Node start) {
    List<Node> ordered = new ArrayList<>();
    Set<Node> entered = identities(start);
    Set<Node> left = identities(start);
    Deque<Node> open = new ArrayDeque<>(List.of(last));
    for (Node node = open.peek(); node != null; node = open.peek()) {
      if (entered.add(node)) {
        for (int i = node.inputs() - 1; i >= 0; i--) {
          Node input = node.input(i);
          if (input != null && !entered.contains(input)) {
            open.push(input);
          }
        }
      } else if (left.add(open.pop())) {
        ordered.add(node);
      }
    }
    return ordered;
  }

  private static Set<Node> identities(Node first) {
    Set<Node> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
    nodes.add(first);
    return nodes;
  }
}
