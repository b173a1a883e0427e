package dev.pendant.models.onnx.internal.place;

import dev.pendant.models.onnx.internal.graph.OnnxNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which module a node's weights belong to, by their names: keys of a {@code state_dict}. Exporters
 * merge equal weights under one of their names, so the name of a weight that several nodes take
 * says nothing.
 */
final class WeightOwners {

  private static final Pattern KEY =
      Pattern.compile("(.+)\\.(weight|bias|running_mean|running_var)");

  private final Set<String> weights;
  private final Map<String, Integer> uses = new HashMap<>();

  /**
   * @param weights names of the initializers
   */
  WeightOwners(List<OnnxNode> nodes, Set<String> weights) {
    this.weights = weights;
    for (OnnxNode node : nodes) {
      for (String input : new HashSet<>(node.inputs())) {
        uses.merge(input, 1, Integer::sum);
      }
    }
  }

  /** Path of the module that has one of the node's weights; null if no name tells. */
  @Nullable String owner(OnnxNode node) {
    for (String input : own(node)) {
      Matcher key = KEY.matcher(input);
      if (key.matches()) {
        return key.group(1);
      }
    }
    return null;
  }

  /** The initializers that this node alone takes. */
  List<String> own(OnnxNode node) {
    return node.inputs().stream()
        .filter(input -> weights.contains(input) && uses.getOrDefault(input, 0) == 1)
        .toList();
  }
}
