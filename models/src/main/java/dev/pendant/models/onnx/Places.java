package dev.pendant.models.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place of every node, by the best evidence the file has: what PyTorch's newer exporter
 * notes beside each node, else the slash names of its older one, else the nodes' own names, else
 * the names of the values they make.
 */
final class Places {

  private Places() {}

  /**
   * @param weights names of the initializers
   * @return one place per node
   */
  static List<Place> of(List<OnnxNode> nodes, Set<String> weights) {
    if (nodes.stream().anyMatch(NameScopes::has)) {
      return filled(nodes, NameScopes::place);
    }
    if (nodes.stream().anyMatch(SlashNames::has)) {
      return filled(nodes, new SlashNames(nodes, weights)::place);
    }
    return nodes.stream().map(OwnNames::place).toList();
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
