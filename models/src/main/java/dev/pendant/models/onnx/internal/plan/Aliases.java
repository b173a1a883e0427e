package dev.pendant.models.onnx.internal.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Other names of modules; one that would fit two modules is a name of neither. */
final class Aliases {

  private final Map<String, String> paths = new HashMap<>();
  private final Set<String> ambiguous = new HashSet<>();

  /**
   * @param alias may be empty, which is no name, or another spelling of the path
   */
  void add(String alias, String path) {
    String dotted = alias.replace('/', '.');
    if (alias.isEmpty() || dotted.equals(path) || dotted.equals("." + path)) {
      return;
    }
    String known = paths.put(alias, path);
    if (known != null && !known.equals(path)) {
      ambiguous.add(alias);
    }
  }

  Map<String, String> toPaths() {
    Map<String, String> found = new HashMap<>(paths);
    found.keySet().removeAll(ambiguous);
    return Map.copyOf(found);
  }
}
