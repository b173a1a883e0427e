package dev.pendant.cam.method;

import dev.pendant.autograd.Node;
import dev.pendant.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The part of a model after the target layer, as it was recorded.
 *
 * @param scores the operator that made the scores
 * @param activation the leaf or operator that stands for the target layer's output
 * @param value the target layer's output, on no tape
 * @param layout where that keeps its channels and positions
 * @param budget for running it on changed activations
 * @param wholeModel from an activation to the scores by running the whole model, for a tail that
 *     cannot be replayed from the tape
 * @param replayed whether to replay it where that can be done
 */
public record Tail(
    Node scores,
    Node activation,
    Tensor value,
    Layout layout,
    MemoryBudget budget,
    UnaryOperator<Tensor> wholeModel,
    boolean replayed) {

  public Tail(
      Node scores,
      Node activation,
      Tensor value,
      Layout layout,
      MemoryBudget budget,
      UnaryOperator<Tensor> wholeModel) {
    this(scores, activation, value, layout, budget, wholeModel, true);
  }

  /** The same run by the whole model every time: what the replay must equal. */
  public Tail withoutReplay() {
    return new Tail(scores, activation, value, layout, budget, wholeModel, false);
  }

  /**
   * Runs of the tail on changed activations. The operators recorded are evaluated again, several
   * changed copies of the batch side by side where every operator keeps the rows of its input
   * apart; where that is not certain, one copy at a time.
   */
  public Variants variants() {
    TailReplay replay = replayed ? TailReplay.of(scores, activation, value) : null;
    return replay == null
        ? new Variants(value, layout, () -> 1, wholeModel)
        : new Variants(
            value,
            layout,
            () -> replay.isBatchable() ? budget.copies(replay.bytes() + Variants.bytes(value)) : 1,
            replay::run);
  }

  /**
   * The same near the activation with every kink straightened ({@link Piece}), one copy of the
   * batch at a time; as it is where it cannot be replayed.
   */
  Variants straightened() {
    TailReplay replay = replayed ? TailReplay.of(scores, activation, value) : null;
    return new Variants(
        value, layout, () -> 1, replay == null ? wholeModel : replay.straightened());
  }

  /** Whether it is made of operators without curvature only, as far as that can be seen. */
  public boolean isPiecewiseLinear() {
    TailReplay replay = TailReplay.of(scores, activation, value);
    return replay != null && replay.isPiecewiseLinear();
  }

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
