package dev.pendant.models.onnx.internal.place;

import dev.pendant.models.onnx.internal.graph.OnnxNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Places from the metadata of PyTorch's {@code torch.export}-based exporter: a Python list of paths
 * from the root ({@code ''}) to the module, then the name of the traced node; beside it the
 * classes.
 *
 * <p>That exporter folds a batch normalisation into the convolution before it and leaves the
 * former's path on what is left. The weight keeps its name, so the convolution is found by that,
 * and the path of the batch normalisation becomes another name of it: both end in the same value.
 */
final class NameScopes {

  private static final String PATHS = "pkg.torch.onnx.name_scopes";
  private static final String CLASSES = "pkg.torch.onnx.class_hierarchy";
  private static final Set<String> FOLDED_INTO = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

  private final WeightOwners owners;

  NameScopes(WeightOwners owners) {
    this.owners = owners;
  }

  static boolean has(OnnxNode node) {
    return node.metadata().containsKey(PATHS);
  }

  /** Null where the metadata is absent or names no module, as for sizes of the input. */
  @Nullable Place place(OnnxNode node) {
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
    Place place = Place.of(levels);
    return place == null ? null : unfolded(place, node);
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  private Place unfolded(Place place, OnnxNode node) {
    Level innermost = place.innermost();
    String owner = owners.owner(node);
    if (innermost == null
        || innermost.type() == null
        || !innermost.type().startsWith("BatchNorm")
        || !FOLDED_INTO.contains(node.type())
        || owner == null
        || owner.equals(innermost.path())) {
      return place;
    }
    List<Level> levels = new ArrayList<>();
    for (Level level : place.levels()) {
      if (owner.startsWith(level.path() + ".")) {
        levels.add(level);
      }
    }
    levels.add(new Level(owner));
    Place unfolded = Place.of(levels);
    return unfolded == null ? place : unfolded.alsoKnownAs(innermost.path());
  }
}
