package dev.pendant.models.onnx;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places from the metadata of PyTorch's {@code torch.export}-based exporter: a Python list of paths
 * from the root ({@code ''}) to the module, then the name of the traced node; beside it the
 * classes.
 */
final class NameScopes {

  private static final String PATHS = "pkg.torch.onnx.name_scopes";
  private static final String CLASSES = "pkg.torch.onnx.class_hierarchy";

  private NameScopes() {}

  static boolean has(OnnxNode node) {
    return node.metadata().containsKey(PATHS);
  }

  /** Null where the metadata is absent or names no module, as for sizes of the input. */
  static @Nullable Place place(OnnxNode node) {
    List<String> paths = PythonList.parse(node.metadata().getOrDefault(PATHS, ""));
    List<String> classes = PythonList.parse(node.metadata().getOrDefault(CLASSES, ""));
    if (paths.size() < 2 || !paths.get(0).isEmpty()) {
      return null;
    }
    List<Level> levels = new ArrayList<>();
    for (int i = 1; i < paths.size() - 1; i++) {
      String type = i < classes.size() ? simpleName(classes.get(i)) : null;
      levels.add(new Level(paths.get(i), paths.get(i), type));
    }
    return Place.of(levels);
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
