package dev.pendant.nd4j.samediff;

import dev.pendant.nd4j.samediff.Plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.VariableType;

/** Puts operators into the tree of their name scopes. */
final class GraphBuilder {

  private final GraphReader reader;
  private final ArraySource arrays;
  private final Map<String, Weight> weights = new HashMap<>();
  private final List<Node> all;
  private final List<String> outputs;

  GraphBuilder(GraphReader reader, ArraySource arrays, List<Node> all, List<String> outputs) {
    this.reader = reader;
    this.arrays = arrays;
    this.all = all;
    this.outputs = outputs;
  }

  void build(GraphModule root, List<String> inputs) {
    root.describe("SameDiff");
    root.add(new Plan(inputs, steps(root, all, 0), outputs));
  }

  /** Calls for nodes that all lie in one scope; those of one scope below become a call of it. */
  private List<Step> steps(GraphModule scope, List<Node> nodes, int depth) {
    List<Step> steps = new ArrayList<>();
    int from = 0;
    while (from < nodes.size()) {
      Node first = nodes.get(from);
      int to = from + 1;
      while (!first.isAt(depth) && to < nodes.size() && together(first, nodes.get(to), depth)) {
        to++;
      }
      GraphModule child = scope.child(first.path().get(depth));
      steps.add(
          first.isAt(depth)
              ? operator(child, first)
              : stretch(child, nodes.subList(from, to), depth + 1));
      from = to;
    }
    return steps;
  }

  private static boolean together(Node a, Node b, int depth) {
    return !b.isAt(depth) && a.path().get(depth).equals(b.path().get(depth));
  }

  private Step operator(GraphModule module, Node node) {
    OpSetup op = node.op();
    module.describe(op.type());
    List<@Nullable Weight> operands = new ArrayList<>();
    List<String> inputs = new ArrayList<>();
    for (int place : op.operands()) {
      String name = op.inputs().get(place);
      if (reader.isArray(name)) {
        operands.add(weight(module, name, !op.isStatistics(place)));
      } else {
        operands.add(null);
        inputs.add(name);
      }
    }
    Body body =
        module.add(new OperatorBody(op.name(), node.kernel(), operands, op.outputs().size()));
    return new Step(module, body, inputs, op.outputs());
  }

  private Step stretch(GraphModule module, List<Node> nodes, int depth) {
    Set<String> made = new LinkedHashSet<>();
    Set<String> taken = new LinkedHashSet<>();
    for (Node node : nodes) {
      for (String input : dynamicInputs(node)) {
        if (!made.contains(input)) {
          taken.add(input);
        }
      }
      made.addAll(node.op().outputs());
    }
    Set<String> wanted = new HashSet<>(outputs);
    for (Node node : all) {
      if (!nodes.contains(node)) {
        wanted.addAll(node.op().inputs());
      }
    }
    made.retainAll(wanted);
    List<String> inputs = List.copyOf(taken);
    List<String> results = List.copyOf(made);
    Body body = module.add(new Plan(inputs, steps(module, nodes, depth), results));
    return new Step(module, body, inputs, results);
  }

  private List<String> dynamicInputs(Node node) {
    OpSetup op = node.op();
    return op.operands().stream()
        .map(place -> op.inputs().get(place))
        .filter(name -> !reader.isArray(name))
        .toList();
  }

  /** A variable belongs to the first operator that uses it. */
  private Weight weight(GraphModule module, String name, boolean mayTrain) {
    Weight known = weights.get(name);
    if (known != null) {
      return known;
    }
    boolean trained =
        mayTrain
            && reader.variable(name).getVariableType() == VariableType.VARIABLE
            && reader.variable(name).dataType().isFPType();
    String flat = name.replace('.', '_');
    String own = flat.substring(flat.lastIndexOf('/') + 1);
    if (own.isEmpty() || module.has(own)) {
      own = flat.replace('/', '_');
    }
    module.own(own, arrays.tensor(name, reader.variable(name).getArr()), trained);
    Weight made = new Weight(module, own, trained);
    weights.put(name, made);
    return made;
  }
}
