package dev.pendant.tck.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A backend's matrix as a page, {@code conformance-<backend id>.md}, and back. */
public final class MatrixFile {

  private static final String PREFIX = "conformance-";
  private static final String SUFFIX = ".md";

  private MatrixFile() {}

  /** Writes the page into a folder, which is made if it is not there. */
  public static Path write(Path folder, String backend, List<Matrix.Row> rows) throws IOException {
    StringBuilder page = new StringBuilder("# Conformance of " + backend + "\n\n");
    page.append(summary(rows)).append("\n\n");
    page.append("| case | tag | result | rule | remark |\n|---|---|---|---|---|\n");
    for (Matrix.Row row : rows) {
      HookCase hookCase = row.hookCase();
      page.append(
          line(
              hookCase.id(),
              hookCase.tag().name(),
              row.verdict().words(),
              hookCase.rule(),
              row.remark()));
    }
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve(PREFIX + backend + SUFFIX), page);
  }

  /** Such as {@code 205 cases: 140 passed, 20 choice, 45 open}. */
  static String summary(List<Matrix.Row> rows) {
    return rows.size()
        + " cases: "
        + Matrix.counts(rows).entrySet().stream()
            .filter(count -> count.getValue() > 0)
            .map(count -> count.getValue() + " " + count.getKey().words())
            .collect(Collectors.joining(", "));
  }

  static String line(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /** The backend a page is about. */
  static String backend(Path page) {
    String name = page.getFileName().toString();
    if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
      throw new IllegalArgumentException(
          "expected a page named " + PREFIX + "<backend id>" + SUFFIX + ", got " + page);
    }
    return name.substring(PREFIX.length(), name.length() - SUFFIX.length());
  }

  /**
   * Reads a page back.
   *
   * @throws IllegalArgumentException if it does not have exactly the cases of the specification
   */
  public static List<Matrix.Row> read(Path page, HookCases cases) throws IOException {
    Map<String, String[]> lines = new LinkedHashMap<>();
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith("| H-")) {
        String[] cells = line.split(" ?\\| ?", -1);
        lines.put(cells[1], cells);
      }
    }
    List<Matrix.Row> rows = new ArrayList<>();
    for (HookCase hookCase : cases.all()) {
      String[] cells = lines.remove(hookCase.id());
      if (cells == null) {
        throw new IllegalArgumentException(
            page + " has no line for " + hookCase.id() + "; run the kit again");
      }
      rows.add(new Matrix.Row(hookCase, Verdict.ofWords(cells[3]), cells[5]));
    }
    if (!lines.isEmpty()) {
      throw new IllegalArgumentException(
          page + " has cases the specification has not: " + lines.keySet());
    }
    return rows;
  }
}
