package dev.pendant.tck.matrix;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A backend's matrix for the console: a line per section, a mark per case. */
public final class MatrixText {

  private MatrixText() {}

  public static String of(String backend, List<Matrix.Row> rows) {
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    for (Matrix.Row row : rows) {
      sections
          .computeIfAbsent(row.hookCase().section(), key -> new StringBuilder())
          .append(
              String.format(
                  Locale.ROOT,
                  " %03d%s%c",
                  row.hookCase().number(),
                  row.hookCase().tag(),
                  row.verdict().mark()));
    }
    StringBuilder text = new StringBuilder();
    text.append("Conformance of ").append(backend).append(", ").append(MatrixFile.summary(rows));
    text.append("\n(each case: number, tag, ").append(legend()).append(")\n");
    sections.forEach(
        (section, marks) -> text.append(String.format(Locale.ROOT, "  %-60s%s%n", section, marks)));
    return text.toString();
  }

  private static String legend() {
    return Arrays.stream(Verdict.values())
        .map(verdict -> verdict.mark() + " " + verdict.words())
        .collect(Collectors.joining(", "));
  }
}
