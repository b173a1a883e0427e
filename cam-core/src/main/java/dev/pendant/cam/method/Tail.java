package dev.pendant.cam.method;

import dev.pendant.autograd.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The part of a model after the target layer, as it was recorded.
 *
 * @param scores the operator that made the scores
 * @param activation the leaf that stands for the target layer's output
 */
public record Tail(Node scores, Node activation) {

  /**
   * The shortest way back from the operator that made the scores to one that reads the activation,
   * both included.
   *
   * @return empty if the activation itself is the scores, or does not lead to them
   */
  public List<Node> shortestPath() {
    IdentityHashMap<Node, Node> towardsScores = new IdentityHashMap<>();
    Deque<Node> open = new ArrayDeque<>(List.of(scores));
    for (Node node = open.poll(); node != null && node != activation; node = open.poll()) {
      for (int i = 0; i < node.inputs(); i++) {
        Node input = node.input(i);
        if (input != null && input != scores && towardsScores.putIfAbsent(input, node) == null) {
          open.add(input);
        }
      }
    }
    List<Node> path = new ArrayList<>();
    for (Node node = towardsScores.get(activation); node != null; node = towardsScores.get(node)) {
      path.add(node);
    }
    Collections.reverse(path);
    return path;
  }
}
