package dev.pendant.cam.method;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.Node;
import dev.pendant.autograd.PassOption;
import dev.pendant.cam.target.Objective;
import dev.pendant.cam.target.TargetException;
import dev.pendant.op.Op;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A run of a model, or of its tail, on the tape, for methods that look at or change the gradient of
 * single operators. Hooks on its nodes die with it; the model stays as it is.
 *
 * @param input where it begins
 * @param output what the model returned
 * @param modules what modules with a single recorded output returned in their last call, by path,
 *     in the order in which they ended; empty unless asked for
 */
public record Recording(Tensor input, Tensor output, Map<String, Tensor> modules) {

  public Recording(Tensor input, Tensor output) {
    this(input, output, Map.of());
  }

  /**
   * Everything recorded that computes on a way from the input to the output, in no particular
   * order: operators, and what is no operator.
   */
  public List<Node> nodes() {
    List<Node> nodes = computing(way());
    nodes.removeIf(node -> node == input.node()); // an input may be the output of an operator
    return nodes;
  }

  /**
   * For methods that have to see every operator on the way.
   *
   * @param what the method does with operators, for the message
   * @throws UnsupportedTailException if there is code of an engine's or a user's own among them
   */
  public void requireOperators(String what) {
    List<String> opaque =
        nodes().stream()
            .filter(node -> node.kind() == Node.Kind.NATIVE_FUNCTION)
            .map(Node::name)
            .distinct()
            .sorted()
            .toList();
    if (!opaque.isEmpty()) {
      throw new UnsupportedTailException(
          what
              + ", and cannot see into code that is not made of operators: "
              + String.join(", ", opaque)
              + "; use grad-cam, saliency or integrated-gradients, or load the network from ONNX");
    }
  }

  /**
   * Every node on a way from the input to the output, both ends among them; none if there is no
   * way. What only parameters lead to is no part of it.
   */
  public Set<Node> way() {
    Node first = input.node();
    Node last = output.node();
    if (first == null || last == null) {
      return Set.of();
    }
    Map<Node, List<Node>> readers = new IdentityHashMap<>();
    for (Node node : before(last)) {
      for (Node source : sources(node)) {
        readers.computeIfAbsent(source, absent -> new ArrayList<>()).add(node);
      }
    }
    return first == last || readers.containsKey(first)
        ? found(first, node -> readers.getOrDefault(node, List.of()))
        : Set.of();
  }

  /**
   * Whether an operator keeps the rows of a batch apart, along an outermost axis; false where that
   * is not certain.
   *
   * @param way what depends on the batch
   */
  public static boolean keepsRowsApart(Node node, Set<Node> way) {
    Op op = node.op();
    if (op == null) {
      return false;
    }
    boolean[] variable = new boolean[node.inputs()];
    List<Spec> inputs = new ArrayList<>();
    for (int i = 0; i < variable.length; i++) {
      Node source = node.input(i);
      variable[i] = source != null && way.contains(source);
      inputs.add(node.inputValue(i).spec());
    }
    return RowRules.keepsRowsApart(op, inputs, variable);
  }

  /** A node and everything recorded that computes on the way to it. */
  static List<Node> computedBefore(Node last) {
    return computing(before(last));
  }

  private static List<Node> computing(Set<Node> nodes) {
    List<Node> computing = new ArrayList<>(nodes);
    computing.removeIf(
        node -> node.kind() == Node.Kind.LEAF || node.kind() == Node.Kind.MODULE_EDGE);
    return computing;
  }

  private static Set<Node> before(Node last) {
    return found(last, Recording::sources);
  }

  private static List<Node> sources(Node node) {
    return IntStream.range(0, node.inputs())
        .mapToObj(node::input)
        .filter(Objects::nonNull)
        .toList();
  }

  private static Set<Node> found(Node start, Function<Node, List<Node>> next) {
    Set<Node> found = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Node> open = new ArrayDeque<>(List.of(start));
    for (Node node = open.poll(); node != null; node = open.poll()) {
      if (found.add(node)) {
        open.addAll(next.apply(node));
      }
    }
    return found;
  }

  /**
   * The gradient of the sum of an objective over all rows with respect to the input.
   *
   * @throws TargetException if there is none
   */
  public Tensor gradient(Objective objective, int[] samples) {
    return back(objective.gradient(output, samples));
  }

  /**
   * What a seed becomes on its way from the output back to the input.
   *
   * @param seed of the output's exact shape
   * @throws TargetException if nothing of it arrives
   */
  public Tensor back(Tensor seed) {
    if (output.requiresGrad()) {
      Tensors gradient =
          Autograd.grad(List.of(output), List.of(input), List.of(seed), PassOption.RETAIN_GRAPH);
      if (gradient.isPresent(0)) {
        return gradient.get(0);
      }
    }
    throw new TargetException(
        "no gradient flows from the model's output back to its input; it detaches something on the"
            + " way or switches recording off");
  }
}
