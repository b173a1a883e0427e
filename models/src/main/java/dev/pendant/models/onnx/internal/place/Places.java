package dev.pendant.models.onnx.internal.place;

import dev.pendant.models.onnx.internal.graph.OnnxNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place of every node, by the best evidence the file has: what PyTorch's newer exporter
 * notes beside each node, else the slash names of its older one, else TensorFlow's scopes, else the
 * names of the weights, the nodes' own names and those of the values they make.
 */
public final class Places {

  private Places() {}

  /**
   * @param weights names of the initializers
   * @return one place per node
   */
  public static List<Place> of(List<OnnxNode> nodes, Set<String> weights) {
    WeightOwners owners = new WeightOwners(nodes, weights);
    if (nodes.stream().anyMatch(NameScopes::has)) {
      return filled(nodes, new NameScopes(owners)::place);
    }
    if (nodes.stream().anyMatch(SlashNames::hasScope)) {
      return filled(nodes, new SlashNames(nodes, weights)::place);
    }
    OwnNames names = new OwnNames(owners);
    if (nodes.stream().anyMatch(TensorFlowNames::has)) {
      TensorFlowNames layers = new TensorFlowNames(nodes, owners);
      return nodes.stream().map(node -> either(layers.place(node), names.place(node))).toList();
    }
    return nodes.stream().map(names::place).toList();
  }

  private static Place either(@Nullable Place first, Place second) {
    return first == null ? second : first;
  }

  /** A node without evidence runs in the innermost module that its neighbours share. */
  private static List<Place> filled(
      List<OnnxNode> nodes, Function<OnnxNode, @Nullable Place> evidence) {
    List<@Nullable Place> found = new ArrayList<>();
    nodes.forEach(node -> found.add(evidence.apply(node)));
    Place[] next = new Place[nodes.size()];
    Place after = Place.ROOT;
    for (int i = next.length - 1; i >= 0; i--) {
      Place place = found.get(i);
      after = place == null ? after : place;
      next[i] = after;
    }
    List<Place> places = new ArrayList<>();
    Place before = Place.ROOT;
    for (int i = 0; i < next.length; i++) {
      Place place = found.get(i);
      before = place == null ? before : place;
      places.add(place == null ? before.common(next[i]) : place);
    }
    return places;
  }
}
