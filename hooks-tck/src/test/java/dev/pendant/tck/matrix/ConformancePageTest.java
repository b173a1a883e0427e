package dev.pendant.tck.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformancePageTest {

  @TempDir Path folder;

  private Path page(String backend, boolean passes) throws IOException {
    Matrix matrix = new Matrix(HookCases.load(), Map.of());
    matrix.passed(new TestName(30, true, "it fires"));
    if (passes) {
      matrix.passed(new TestName(2, false, "null"));
    } else {
      matrix.failed(new TestName(2, false, "null"));
    }
    return MatrixFile.write(folder, backend, matrix.rows());
  }

  @Test
  void backends_stand_side_by_side() throws IOException {
    String text = ConformancePage.of(List.of(page("left", true), page("right", false))).text();
    assertThat(text)
        .contains("| case | tag | rule | left | right | remark |\n")
        .contains(
            "| H-002 | C | returning null leaves the gradient as it is | passed | failed |  |")
        .contains(
            "| H-030 | P | requiring a gradient is turned off between forward and backward"
                + " | choice | choice | it fires |")
        .contains("| left | 1 | 1 | 0 | 0 | 0 | 0 | 203 |")
        .contains("| right | 0 | 1 | 0 | 0 | 1 | 0 | 203 |");
  }

  @Test
  void the_page_is_written_where_it_is_told_to() throws IOException {
    Path out = folder.resolve("page.md");
    ConformancePage.main(new String[] {out.toString(), page("one", true).toString()});
    assertThat(out).content().startsWith("# Conformance\n");
  }

  @Test
  void a_page_that_lacks_a_case_is_refused() throws IOException {
    Path page = page("one", true);
    Files.writeString(page, Files.readString(page).replace("| H-002 ", "| X-002 "));
    assertThatThrownBy(() -> ConformancePage.of(List.of(page)))
        .hasMessageContaining("has no line for H-002");
  }

  @Test
  void the_console_shows_a_mark_for_each_case() throws IOException {
    Matrix matrix = new Matrix(HookCases.load(), Map.of());
    matrix.passed(new TestName(2, false, "null"));
    assertThat(MatrixText.of("one", matrix.rows()))
        .startsWith("Conformance of one, 205 cases: 1 passed, 204 open\n")
        .contains(" 001C. 002C+ 003C.");
  }
}
