package dev.pendant.models.onnx.internal.fold;

import dev.pendant.models.onnx.internal.graph.HostArray;
import dev.pendant.models.onnx.internal.graph.OnnxNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is left to compute in a call, in order of execution.
 *
 * @param constants initializers, and what was computed from them
 * @param trained the constants that are weights rather than numbers of the graph's own
 */
public record FoldedGraph(
    List<OnnxNode> nodes, Map<String, HostArray> constants, Set<String> trained) {

  public FoldedGraph {
    nodes = List.copyOf(nodes);
    constants = Map.copyOf(constants);
    trained = Set.copyOf(trained);
  }
}
