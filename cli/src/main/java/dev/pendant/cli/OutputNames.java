package dev.pendant.cli;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of the files of one command: {@code NAME.METHOD.json}, and {@code NAME.METHOD.CLASS.png}
 * and {@code .npy} for each class. NAME is the picture's, without its extension; of several
 * pictures with the same the second gets {@code -2}, the third {@code -3}. CLASS is the index, and
 * the label's first synonym if there is one: {@code 281_tabby}.
 */
final class OutputNames {

  private final Set<String> taken = new HashSet<>();
  private final String method;

  OutputNames(String method) {
    this.method = method;
  }

  /** The next picture's {@code NAME.METHOD}, unlike all before it. */
  String next(String picture) {
    String name = withoutExtension(picture);
    String unique = name;
    // File systems of macOS and Windows take upper and lower case for the same.
    for (int i = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); i++) {
      unique = name + "-" + i;
    }
    return unique + "." + method;
  }

  /** CLASS of a file name. */
  static String ofClass(int index, @Nullable String label) {
    String safe = label == null ? "" : label.replaceAll("[^\\p{L}\\p{N}]+", "_");
    String trimmed = safe.replaceAll("^_+|_+$", "");
    return trimmed.isEmpty() ? Integer.toString(index) : index + "_" + trimmed;
  }

  private static String withoutExtension(String picture) {
    String name = String.valueOf(Path.of(picture).getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
