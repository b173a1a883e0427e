package dev.pendant.models.onnx;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places from a node's own name, else from the name of the value it makes; slashes and dots divide
 * both. Every node is a module of its own then.
 */
final class OwnNames {

  private OwnNames() {}

  static Place place(OnnxNode node) {
    Place place = place(node, node.name());
    if (place == null && !node.outputs().isEmpty()) {
      place = place(node, node.outputs().get(0));
    }
    return place == null ? new Place(List.of(new Level("op_" + node.index()))) : place;
  }

  private static @Nullable Place place(OnnxNode node, String name) {
    String path = name.replace('/', '.');
    List<Level> levels = new ArrayList<>();
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      levels.add(new Level(path.substring(0, dot)));
    }
    // The index keeps neighbours of the same name apart.
    levels.add(new Level(path, path + "#" + node.index(), null));
    return Place.of(levels);
  }
}
