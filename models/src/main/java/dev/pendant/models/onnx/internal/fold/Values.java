package dev.pendant.models.onnx.internal.fold;

import dev.pendant.models.onnx.internal.graph.OnnxNode;
import dev.pendant.models.onnx.internal.host.HostOperators;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where each value of a folded graph is made and last used, and which live on the host. */
public final class Values {

  private static final int BEFORE = -1;

  private final List<OnnxNode> nodes;
  private final Map<String, Integer> madeAt = new HashMap<>();
  private final Map<String, Integer> lastUse = new HashMap<>();
  private final Set<String> arrays = new HashSet<>();

  public Values(FoldedGraph graph, List<String> inputs, List<String> outputs) {
    nodes = graph.nodes();
    inputs.forEach(input -> madeAt.put(input, BEFORE));
    for (int i = 0; i < nodes.size(); i++) {
      OnnxNode node = nodes.get(i);
      for (String used : node.inputs()) {
        lastUse.put(used, i);
      }
      boolean host = onHost(node, graph.constants().keySet());
      for (String made : node.outputs()) {
        if (!made.isEmpty()) {
          madeAt.put(made, i);
          if (host) {
            arrays.add(made);
          }
        }
      }
    }
    outputs.forEach(output -> lastUse.put(output, nodes.size()));
  }

  private boolean onHost(OnnxNode node, Set<String> constants) {
    if (HostOperators.readsShape(node) || HostOperators.compares(node)) {
      return true;
    }
    return HostOperators.has(node)
        && node.inputs().stream()
            .allMatch(i -> i.isEmpty() || constants.contains(i) || arrays.contains(i));
  }

  /** Whether the node computes on the host: a shape, or what follows from one. */
  public boolean onHost(OnnxNode node) {
    return node.outputs().stream().anyMatch(arrays::contains);
  }

  public boolean isArray(String value) {
    return arrays.contains(value);
  }

  public boolean isComputed(String value) {
    return madeAt.containsKey(value);
  }

  /** Whether a node takes it or the model answers it. */
  public boolean isUsed(String value) {
    return lastUse.containsKey(value);
  }

  /** Values that nodes {@code [from, to)} take from before, in order of first use. */
  public List<String> inputs(int from, int to) {
    Set<String> found = new LinkedHashSet<>();
    for (int i = from; i < to; i++) {
      for (String used : nodes.get(i).inputs()) {
        Integer at = madeAt.get(used);
        if (at != null && at < from) {
          found.add(used);
        }
      }
    }
    return List.copyOf(found);
  }

  /** Values that nodes {@code [from, to)} make for those after, in the order made. */
  public List<String> outputs(int from, int to) {
    List<String> found = new ArrayList<>();
    for (int i = from; i < to; i++) {
      for (String made : nodes.get(i).outputs()) {
        if (lastUse.getOrDefault(made, BEFORE) >= to) {
          found.add(made);
        }
      }
    }
    return found;
  }

  /** Of values that nodes {@code [from, to)} touch, those that none from {@code to} on needs. */
  public List<String> dropped(int from, int to) {
    Set<String> gone = new LinkedHashSet<>();
    for (int i = from; i < to; i++) {
      OnnxNode node = nodes.get(i);
      node.inputs().stream().filter(this::isComputed).forEach(gone::add);
      gone.addAll(node.outputs());
    }
    gone.removeIf(value -> lastUse.getOrDefault(value, BEFORE) >= to);
    return List.copyOf(gone);
  }
}
