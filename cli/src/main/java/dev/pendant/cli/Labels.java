package dev.pendant.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of a model's classes, by index; none if the model came without. Immutable. */
final class Labels {

  private static final Labels NONE = new Labels(List.of());

  private final List<String> names;

  private Labels(List<String> names) {
    this.names = List.copyOf(names);
  }

  static Labels none() {
    return NONE;
  }

  static Labels of(List<String> names) {
    return new Labels(names);
  }

  /**
   * Reads a file of one of three kinds, told apart by its first character: a JSON object from index
   * to name, a JSON array of names, or one name on each line.
   *
   * @throws InputException if it is none of them, or leaves an index without a name
   */
  static Labels read(Path path) {
    String text = TextFile.read(path).strip();
    if (text.isEmpty()) {
      throw new InputException(path + ": expected class names, the file is empty");
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      return of(Json.parse(text, path.toString()), path.toString());
    }
    return new Labels(lines(text, path));
  }

  /**
   * From JSON: an object from index to name, or an array of names.
   *
   * @param source named in errors
   * @throws InputException if it is neither, or leaves an index without a name
   */
  static Labels of(JsonNode json, String source) {
    List<String> names = new ArrayList<>();
    for (int index = 0; index < json.size(); index++) {
      JsonNode name = json.isObject() ? json.get(Integer.toString(index)) : json.get(index);
      if (name == null || !name.isTextual() || name.textValue().isBlank()) {
        throw new InputException(
            "%s: expected a name for each of %d classes, 0 to %d; class %d has %s"
                .formatted(
                    source,
                    json.size(),
                    json.size() - 1,
                    index,
                    name == null ? "no entry" : name.toString()));
      }
      names.add(name.textValue().strip());
    }
    if (names.isEmpty()) {
      throw new InputException(
          source + ": expected class names, as [\"cat\", ...] or {\"0\": \"cat\", ...}");
    }
    return new Labels(names);
  }

  /** A blank line would shift every name after it, or name a class nothing. */
  private static List<String> lines(String text, Path path) {
    List<String> names = text.lines().map(String::strip).toList();
    int blank = names.indexOf("");
    if (blank >= 0) {
      throw new InputException(
          path + ": expected a class name on each line, line " + (blank + 1) + " is blank");
    }
    return names;
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  int size() {
    return names.size();
  }

  /** All names in the order of their indices; empty if there are none. */
  List<String> names() {
    return names;
  }

  /** The whole name, such as {@code tabby, tabby cat}; null if there is none. */
  @Nullable String of(int index) {
    return index >= 0 && index < names.size() ? names.get(index) : null;
  }

  /** The name up to its first comma, such as {@code tabby}; null if there is none. */
  @Nullable String shortOf(int index) {
    String name = of(index);
    return name == null ? null : parts(name).get(0);
  }

  /** The synonyms that a name lists between commas. */
  static List<String> parts(String name) {
    List<String> parts =
        List.of(name.split(",")).stream()
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .toList();
    return parts.isEmpty() ? List.of(name) : parts;
  }

  /**
   * Holds the names to the number of classes that the model has.
   *
   * @throws UsageException if they differ
   */
  void requireFor(int classes) {
    if (!isEmpty() && size() != classes) {
      throw new UsageException(
          "expected a label for each of the model's "
              + classes
              + " classes, got "
              + size()
              + "; give the labels of this model with --labels");
    }
  }
}
