package dev.pendant.models.onnx.internal.fold;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxGraph;
import dev.pendant.models.onnx.internal.graph.OnnxNode;
import dev.pendant.models.onnx.internal.host.HostOperators;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes at load what depends on no input, and drops what nothing needs. The order of execution
 * is checked on the way.
 */
public final class ConstantFolding {

  private final Map<String, HostArray> constants;
  private final Set<String> trained;
  private final Set<String> known = new HashSet<>();
  private final List<OnnxNode> open = new ArrayList<>();
  private final Sequences sequences = new Sequences();

  private ConstantFolding(OnnxGraph graph) {
    constants = new HashMap<>(graph.initializers());
    trained = new HashSet<>(graph.initializers().keySet());
    known.addAll(constants.keySet());
    graph.inputs().forEach(input -> known.add(input.name()));
  }

  /**
   * @param outputs what the model is to answer; nodes that do not lead there are left out
   */
  public static FoldedGraph fold(OnnxGraph graph, List<String> outputs) {
    ConstantFolding folding = new ConstantFolding(graph);
    graph.nodes().forEach(folding::visit);
    for (String output : outputs) {
      if (!folding.known.contains(output)) {
        throw new ModelException("nothing makes the output '" + output + "'; the file is damaged");
      }
    }
    return new FoldedGraph(folding.needed(outputs), folding.constants, folding.trained);
  }

  private void visit(OnnxNode node) {
    for (String input : node.inputs()) {
      if (!input.isEmpty() && !known.contains(input)) {
        throw node.refuse("takes '" + input + "' before anything made it; the file is damaged");
      }
    }
    for (String output : node.outputs()) {
      if (!output.isEmpty() && !known.add(output)) {
        throw node.refuse("makes '" + output + "' a second time; the file is damaged");
      }
    }
    if (sequences.makes(node, constants)) {
      return;
    }
    OnnxNode slice = sequences.slice(node, constants);
    place(slice == null ? node : slice);
  }

  private void place(OnnxNode node) {
    boolean constant =
        node.inputs().stream().allMatch(i -> i.isEmpty() || constants.containsKey(i));
    if (!constant || !HostOperators.has(node) || node.outputs().isEmpty()) {
      open.add(node);
      return;
    }
    List<@Nullable HostArray> inputs = new ArrayList<>();
    node.inputs().forEach(input -> inputs.add(constants.get(input)));
    HostArray value = HostOperators.apply(node, inputs);
    String output = node.outputs().get(0);
    constants.put(output, value);
    if (value.type().isFloating() && node.inputs().stream().anyMatch(trained::contains)) {
      trained.add(output);
    }
  }

  private List<OnnxNode> needed(List<String> outputs) {
    Set<String> wanted = new HashSet<>(outputs);
    List<OnnxNode> kept = new ArrayList<>();
    for (int i = open.size() - 1; i >= 0; i--) {
      OnnxNode node = open.get(i);
      if (node.outputs().stream().anyMatch(o -> !o.isEmpty() && wanted.contains(o))) {
        wanted.addAll(node.inputs());
        kept.add(node);
      }
    }
    Collections.reverse(kept);
    return kept;
  }
}
