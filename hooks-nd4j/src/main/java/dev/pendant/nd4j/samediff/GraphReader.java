package dev.pendant.nd4j.samediff;

import dev.pendant.PendantException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Finds the operators that lead from the inputs to the outputs, in an order they can run in. */
final class GraphReader {

  private final SameDiff graph;
  private final Set<String> inputs;
  private final Map<String, SameDiffOp> makers = new LinkedHashMap<>();

  GraphReader(SameDiff graph, List<String> inputs) {
    this.graph = graph;
    this.inputs = Set.copyOf(inputs);
    for (SameDiffOp op : graph.getOps().values()) {
      if (op.getOutputsOfOp() != null) {
        op.getOutputsOfOp().forEach(output -> makers.put(output, op));
      }
    }
  }

  /**
   * @throws PendantException naming every operator that is not supported, with how many there are
   */
  List<Node> read(List<String> outputs) {
    Set<SameDiffOp> needed = needed(outputs);
    List<Node> nodes = new ArrayList<>();
    Map<String, List<String>> missing = new TreeMap<>();
    List<String> refused = new ArrayList<>();
    for (SameDiffOp op : ordered(needed)) {
      OpSetup setup = new OpSetup(op, this::constant);
      Row row = Rows.of(setup.type());
      if (row == null) {
        missing.computeIfAbsent(setup.type(), type -> new ArrayList<>()).add(setup.name());
        continue;
      }
      try {
        nodes.add(Node.of(setup, row.prepare(setup)));
      } catch (RefusedException reason) {
        refused.add(String.valueOf(reason.getMessage()));
      }
    }
    refuse(missing, refused);
    return nodes;
  }

  private static void refuse(Map<String, List<String>> missing, List<String> refused) {
    if (missing.isEmpty() && refused.isEmpty()) {
      return;
    }
    List<String> problems = new ArrayList<>();
    missing.forEach(
        (type, names) ->
            problems.add(type + " (" + names.size() + ": " + String.join(", ", names) + ")"));
    problems.addAll(refused);
    throw new PendantException(
        "the graph uses what cannot be imported: "
            + String.join("; ", problems)
            + ". Supported operators are "
            + String.join(", ", Rows.names()));
  }

  private Set<SameDiffOp> needed(List<String> outputs) {
    Set<SameDiffOp> found = new HashSet<>();
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(outputs);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (!seen.add(name) || inputs.contains(name)) {
        continue;
      }
      SameDiffOp maker = makers.get(name);
      if (maker != null) {
        found.add(maker);
        if (maker.getInputsToOp() != null) {
          open.addAll(maker.getInputsToOp());
        }
      } else if (variable(name).getVariableType() == VariableType.PLACEHOLDER) {
        throw new PendantException(
            "the outputs "
                + outputs
                + " also depend on the placeholder '"
                + name
                + "'; name it among the inputs, given are "
                + inputs);
      }
    }
    return found;
  }

  /** As the graph lists them, but none before what makes its inputs. */
  private List<SameDiffOp> ordered(Set<SameDiffOp> needed) {
    List<SameDiffOp> ordered = new ArrayList<>();
    Set<String> made = new HashSet<>();
    List<SameDiffOp> waiting = new ArrayList<>(graph.getOps().values());
    waiting.removeIf(op -> !needed.contains(op));
    while (!waiting.isEmpty()) {
      int before = waiting.size();
      for (SameDiffOp op : List.copyOf(waiting)) {
        if (isReady(op, made)) {
          waiting.remove(op);
          ordered.add(op);
          made.addAll(op.getOutputsOfOp());
        }
      }
      if (waiting.size() == before) {
        throw new PendantException(
            "the graph runs in a circle through " + waiting.get(0).getOutputsOfOp());
      }
    }
    return ordered;
  }

  private boolean isReady(SameDiffOp op, Set<String> made) {
    return op.getInputsToOp() == null
        || op.getInputsToOp().stream()
            .allMatch(
                name -> made.contains(name) || inputs.contains(name) || !makers.containsKey(name));
  }

  SDVariable variable(String name) {
    SDVariable variable = graph.getVariable(name);
    if (variable == null) {
      throw new PendantException("the graph has no variable '" + name + "'");
    }
    return variable;
  }

  /** Whether a name stands for an array of the graph's own. */
  boolean isArray(String name) {
    return !inputs.contains(name) && !makers.containsKey(name);
  }

  boolean isComputed(String name) {
    return makers.containsKey(name) && !inputs.contains(name);
  }

  private @Nullable INDArray constant(String name) {
    return isArray(name) ? variable(name).getArr() : null;
  }
}
