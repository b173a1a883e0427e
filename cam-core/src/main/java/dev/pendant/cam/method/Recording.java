package dev.pendant.cam.method;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.Node;
import dev.pendant.autograd.PassOption;
import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.TargetException;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A run of the whole model on the tape, for methods that look at or change the gradient of single
 * operators. Hooks on its nodes die with it; the model stays as it is.
 *
 * @param input the leaf
 * @param output what the model returned
 * @param modules what modules with a single recorded output returned in their last call, by path,
 *     in the order in which they ended; empty unless asked for
 */
public record Recording(Tensor input, Tensor output, Map<String, Tensor> modules) {

  public Recording(Tensor input, Tensor output) {
    this(input, output, Map.of());
  }

  /** Every recorded operator on a way from the input to the output, in no particular order. */
  public List<Node> nodes() {
    Node last = output.node();
    return last == null ? List.of() : operatorsBefore(last);
  }

  /** A node and all recorded operators that lead to it. */
  static List<Node> operatorsBefore(Node last) {
    Set<Node> found = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Node> open = new ArrayDeque<>(List.of(last));
    for (Node node = open.poll(); node != null; node = open.poll()) {
      if (found.add(node)) {
        for (int i = 0; i < node.inputs(); i++) {
          Node input = node.input(i);
          if (input != null) {
            open.add(input);
          }
        }
      }
    }
    List<Node> operators = new ArrayList<>(found);
    operators.removeIf(node -> node.op() == null);
    return operators;
  }

  /**
   * The gradient of the sum of an objective over all rows with respect to the input.
   *
   * @throws TargetException if there is none
   */
  public Tensor gradient(Objective objective, int[] samples) {
    if (output.requiresGrad()) {
      Tensors gradient =
          Autograd.grad(
              List.of(output),
              List.of(input),
              List.of(objective.gradient(output, samples)),
              PassOption.RETAIN_GRAPH);
      if (gradient.isPresent(0)) {
        return gradient.get(0);
      }
    }
    throw new TargetException(
        "no gradient flows from the model's output back to its input; it detaches something on the"
            + " way or switches recording off");
  }
}
