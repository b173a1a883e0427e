package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.cam.Status;
import dev.pendant.cam.image.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {

  private static final Path README = Path.of("../README.md");
  private static final Path SOURCE = Path.of("src/test/java/dev/pendant/cli/ReadmeExamples.java");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void theWorkedExampleGivesTheNumbersInItsComments(String backend) {
    assertThat(ReadmeExamples.hooks(backend)).containsExactly(2.0, 5.0, 15.0);
  }

  @Test
  void theExplanationDrawsAnOverlay() throws IOException {
    Path onnx = Files.write(folder.resolve("shapes.onnx"), BuiltInModel.bytes());
    Path photo = folder.resolve("photo.png");
    Path overlay = folder.resolve("overlay.png");
    Pictures.writePng(photo, SamplePicture.draw());
    var preparation = Objects.requireNonNull(BuiltInModel.sidecar().preprocessing());

    var why = ReadmeExamples.explain(onnx, preparation, photo, overlay);

    assertThat(why.status()).isEqualTo(Status.OK);
    assertThat(why.classIndex()).as("circle").isZero();
    assertThat(Pictures.read(overlay).width()).isEqualTo(SamplePicture.SIZE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hooks", "explain"})
  void thePageShowsTheCodeThatRuns(String example) throws IOException {
    assertThat(Files.readString(README)).contains("```java\n" + code(example) + "```\n");
  }

  /** The lines between two marks, moved to the left. */
  private static String code(String example) throws IOException {
    List<String> lines = Files.readAllLines(SOURCE);
    int start = find(lines, "// README: " + example, 0) + 1;
    int end = find(lines, "// README: end", start);
    return String.join("\n", lines.subList(start, end)).stripIndent() + "\n";
  }

  private static int find(List<String> lines, String mark, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(mark)) {
        return i;
      }
    }
    throw new AssertionError("no line '" + mark + "' in " + SOURCE);
  }
}
