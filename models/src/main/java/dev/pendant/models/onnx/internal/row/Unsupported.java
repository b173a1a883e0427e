package dev.pendant.models.onnx.internal.row;

import dev.pendant.models.ModelException;
import dev.pendant.models.onnx.internal.fold.FoldedGraph;
import dev.pendant.models.onnx.internal.fold.Values;
import dev.pendant.models.onnx.internal.graph.OnnxNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Refuses a graph with operators that have no row, naming all of them at once. */
public final class Unsupported {

  private Unsupported() {}

  public static void refuse(FoldedGraph graph, Values values) {
    Map<String, List<OnnxNode>> missing = new LinkedHashMap<>();
    for (OnnxNode node : graph.nodes()) {
      if (!values.onHost(node) && !Rows.has(node)) {
        String name = node.domain().isEmpty() ? node.type() : node.domain() + ":" + node.type();
        missing.computeIfAbsent(name, unused -> new ArrayList<>()).add(node);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    missing.forEach(
        (name, nodes) ->
            lines.add(
                name
                    + " (opset "
                    + nodes.get(0).opset()
                    + ", first "
                    + nodes.get(0).label()
                    + ", "
                    + nodes.size()
                    + (nodes.size() == 1 ? " node)" : " nodes)")));
    throw new ModelException(
        "uses "
            + missing.size()
            + (missing.size() == 1 ? " operator" : " operators")
            + " that Pendant does not have: "
            + String.join("; ", lines)
            + ". Export with another opset_version, or simplify the model (onnxsim) first");
  }
}
