package dev.pendant.models.onnx.internal.place;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The modules whose calls a node runs inside, outermost first; none means directly in the model.
 *
 * @param aliases other paths of the innermost of them
 */
public record Place(List<Level> levels, List<String> aliases) {

  static final Place ROOT = new Place(List.of(), List.of());

  /** Deeper nesting comes from damaged names, not from models. */
  private static final int DEEPEST = 64;

  public Place {
    levels = List.copyOf(levels);
    aliases = List.copyOf(aliases);
  }

  Place alsoKnownAs(String alias) {
    return new Place(levels, List.of(alias));
  }

  public @Nullable Level innermost() {
    return levels.isEmpty() ? null : levels.get(levels.size() - 1);
  }

  /** Null if a path is no module path or they nest too deep. */
  static @Nullable Place of(List<Level> levels) {
    boolean paths =
        levels.stream()
            .allMatch(
                level -> {
                  List<String> atoms = atoms(level.path());
                  return atoms.size() <= DEEPEST && atoms.stream().noneMatch(String::isEmpty);
                });
    return paths && levels.size() <= DEEPEST ? new Place(levels, List.of()) : null;
  }

  static List<String> atoms(String path) {
    return Arrays.asList(path.split("\\.", -1));
  }

  /** The innermost place that both are in. */
  Place common(Place other) {
    List<Level> shared = new ArrayList<>();
    for (int i = 0; i < Math.min(levels.size(), other.levels.size()); i++) {
      if (!levels.get(i).key().equals(other.levels.get(i).key())) {
        break;
      }
      shared.add(levels.get(i));
    }
    return new Place(shared, List.of());
  }
}
