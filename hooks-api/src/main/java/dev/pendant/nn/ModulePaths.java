package dev.pendant.nn;

/** Module paths as people type them. */
final class ModulePaths {

  private ModulePaths() {}

  /** Slashes become dots; those at the ends go. */
  static String normalized(String path) {
    String dotted = path.replace('/', '.');
    int from = 0;
    int to = dotted.length();
    while (from < to && dotted.charAt(from) == '.') {
      from++;
    }
    while (to > from && dotted.charAt(to - 1) == '.') {
      to--;
    }
    return dotted.substring(from, to);
  }
}
