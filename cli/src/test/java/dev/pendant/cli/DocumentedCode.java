package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A page whose Java code is copied from a class that runs as a test: the lines between a mark, such
 * as {@code // README: hooks}, and the next {@code // README: end}.
 */
record DocumentedCode(Path page, Path source, String word) {

  /** A page of the repository and a class of this package. */
  static DocumentedCode of(String page, Class<?> source, String word) {
    String file = "src/test/java/" + source.getName().replace('.', '/') + ".java";
    return new DocumentedCode(Path.of("..").resolve(page), Path.of(file), word);
  }

  void isShown(String example) throws IOException {
    assertThat(Files.readString(page)).contains("```java\n" + code(example) + "```\n");
  }

  /** Every Java block of the page is one of these examples. */
  void isAllThereIs(List<String> examples) throws IOException {
    String rest = Files.readString(page);
    for (String example : examples) {
      rest = rest.replace("```java\n" + code(example) + "```\n", "");
    }
    assertThat(rest).doesNotContain("```java");
  }

  /** The marked lines, moved to the left. */
  private String code(String example) throws IOException {
    List<String> lines = Files.readAllLines(source);
    int start = find(lines, "// " + word + ": " + example, 0) + 1;
    int end = find(lines, "// " + word + ": end", start);
    return String.join("\n", lines.subList(start, end)).stripTrailing().stripIndent() + "\n";
  }

  private int find(List<String> lines, String mark, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(mark)) {
        return i;
      }
    }
    throw new AssertionError("no line '" + mark + "' in " + source);
  }
}
