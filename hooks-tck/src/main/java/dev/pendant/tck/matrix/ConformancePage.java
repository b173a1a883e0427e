package dev.pendant.tck.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the pages of several backends side by side; the docs' {@code conformance.md}. */
public final class ConformancePage {

  private static final String INTRODUCTION =
      """
      # Conformance

      What became of each case of the hook specification on each backend. Written by the runs of the
      conformance kit (`hooks-tck`); do not edit it, generate it again:

      ```
      mvn -q test
      java -cp hooks-tck/target/classes dev.pendant.tck.matrix.ConformancePage docs/conformance.md \\
          hooks-djl/target/conformance-djl.md hooks-nd4j/target/conformance-nd4j.md \\
          hooks-tck/target/conformance-plain.md
      ```

      Tags: `C` core and `E` error contract must hold as PyTorch has them. `P` (particular to PyTorch),
      `U` (left open by PyTorch) and `D` (a defect of PyTorch) are Pendant's to choose. Results: *passed*
      is tested and as PyTorch does it; *choice* is tested and as the remark says; *by type* is something
      the compiler refuses; *not offered* is left out on purpose, for the reason given; *open* has no test
      yet.
      """;

  private final Map<String, List<Matrix.Row>> backends;

  private ConformancePage(Map<String, List<Matrix.Row>> backends) {
    this.backends = backends;
  }

  /**
   * Reads the backends' pages.
   *
   * @param pages each named {@code conformance-<backend id>.md}
   */
  public static ConformancePage of(List<Path> pages) throws IOException {
    HookCases cases = HookCases.load();
    Map<String, List<Matrix.Row>> backends = new LinkedHashMap<>();
    for (Path page : pages) {
      backends.put(MatrixFile.backend(page), MatrixFile.read(page, cases));
    }
    return new ConformancePage(backends);
  }

  public String text() {
    StringBuilder page = new StringBuilder(INTRODUCTION).append("\n");
    appendCounts(page);
    String section = "";
    List<HookCase> cases = HookCases.load().all();
    for (int i = 0; i < cases.size(); i++) {
      if (!cases.get(i).section().equals(section)) {
        section = cases.get(i).section();
        page.append("\n## ").append(section.replaceFirst(" ", ". ")).append("\n\n");
        page.append(MatrixFile.line(header("case", "tag", "rule", "remark")));
        page.append("|---".repeat(4 + backends.size())).append("|\n");
      }
      page.append(line(i, cases.get(i)));
    }
    return page.toString();
  }

  private String line(int index, HookCase hookCase) {
    Set<String> remarks = new LinkedHashSet<>();
    List<String> cells = new ArrayList<>();
    cells.addAll(List.of(hookCase.id(), hookCase.tag().name(), hookCase.rule()));
    for (List<Matrix.Row> rows : backends.values()) {
      cells.add(rows.get(index).verdict().words());
      if (!rows.get(index).remark().isEmpty()) {
        remarks.add(rows.get(index).remark());
      }
    }
    cells.add(String.join("; ", remarks));
    return MatrixFile.line(cells.toArray(String[]::new));
  }

  private String[] header(String first, String second, String third, String last) {
    List<String> cells = new ArrayList<>(List.of(first, second, third));
    cells.addAll(backends.keySet());
    cells.add(last);
    return cells.toArray(String[]::new);
  }

  private void appendCounts(StringBuilder page) {
    List<String> columns = new ArrayList<>(List.of("backend"));
    Arrays.stream(Verdict.values()).map(Verdict::words).forEach(columns::add);
    page.append(MatrixFile.line(columns.toArray(String[]::new)));
    page.append("|---".repeat(columns.size())).append("|\n");
    backends.forEach(
        (backend, rows) -> {
          List<String> cells = new ArrayList<>(List.of(backend));
          new EnumMap<>(Matrix.counts(rows)).values().forEach(count -> cells.add("" + count));
          page.append(MatrixFile.line(cells.toArray(String[]::new)));
        });
  }

  /** The page to write, then the backends' pages. */
  public static void main(String[] args) throws IOException {
    if (args.length < 2) {
      throw new IllegalArgumentException(
          "expected the page to write and one or more conformance-<backend id>.md, got "
              + Arrays.toString(args));
    }
    List<Path> pages = Arrays.stream(args).skip(1).map(Path::of).toList();
    Files.writeString(Path.of(args[0]), of(pages).text());
  }
}
