package dev.pendant.models.onnx.internal.place;

import dev.pendant.models.onnx.internal.graph.OnnxNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places from the name of a weight that the node alone has, else from the node's own name, else
 * from the name of the value it makes; slashes and dots divide the latter two. Every node is a
 * module of its own then.
 */
final class OwnNames {

  private final WeightOwners owners;

  OwnNames(WeightOwners owners) {
    this.owners = owners;
  }

  Place place(OnnxNode node) {
    String owner = owners.owner(node);
    // One level only: no name tells which other nodes its containers hold.
    Place place = owner == null ? null : Place.of(List.of(level(node, owner)));
    if (place == null) {
      place = place(node, node.name());
    }
    if (place == null && !node.outputs().isEmpty()) {
      place = place(node, node.outputs().get(0));
    }
    return place == null ? new Place(List.of(new Level("op_" + node.index())), List.of()) : place;
  }

  private static @Nullable Place place(OnnxNode node, String name) {
    String path = name.replace('/', '.');
    path = path.startsWith(".") ? path.substring(1) : path;
    List<Level> levels = new ArrayList<>();
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      levels.add(new Level(path.substring(0, dot)));
    }
    levels.add(level(node, path));
    return Place.of(levels);
  }

  /** The index keeps neighbours of the same name apart. */
  private static Level level(OnnxNode node, String path) {
    return new Level(path, path + "#" + node.index(), null);
  }
}
