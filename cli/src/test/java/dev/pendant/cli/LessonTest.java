package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.Backends;
import dev.pendant.cam.image.Picture;
import dev.pendant.cam.image.Pictures;
import dev.pendant.spi.Backend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each example prints, on each backend, what the page says it prints. */
class LessonTest {

  private static final Path DOCS = Path.of("../docs");
  private static final Path MODELS = Path.of("../goldens/models");
  private static final String FIRST = "00-features.0.png";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void hooksSeeTheGradientsOfTheWorkedExample(String backend) throws IOException {
    printsWhatThePageSays(
        backend,
        LessonExamples::gradient,
        """
        dy/db = 3.0
        dy/da = 2.0
        dy/dx = 2.0
        dy/dw = 5.0
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void whatAHookReturnsReplacesTheGradient(String backend) throws IOException {
    printsWhatThePageSays(
        backend,
        LessonExamples::change,
        """
        dy/dx = 20.0
        dy/dw = 23.0
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void aForwardHookReadsModuleInputAndOutput(String backend) throws IOException {
    printsWhatThePageSays(
        backend,
        LessonExamples::forward,
        """
        module: Conv2d
        input:  (float32[1, 1, 4, 4])
        output: (float32[1, 2, 2, 2])
        [9.0, 9.0, 9.0, 9.0, 18.0, 18.0, 18.0, 18.0]
        result: [1, 2, 1, 1] [9.0, 18.0]
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void aPreHookPrintsTheInputBeforeTheForward(String backend) throws IOException {
    printsWhatThePageSays(
        backend,
        LessonExamples::preHook,
        """
        before MaxPool2d: [9.0, 9.0, 9.0, 9.0, 18.0, 18.0, 18.0, 18.0]
        after the network
        """);
  }

  /** The pool hands its gradient to the first of four equal values: the conv's window at 0, 0. */
  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void aBackwardHookReadsBothSides(String backend) throws IOException {
    printsWhatThePageSays(
        backend,
        LessonExamples::backward,
        """
        grad_output: (float32[1, 2, 2, 2])
        [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]
        grad_input: (float32[1, 1, 4, 4])
        [3.0, 3.0, 3.0, 0.0, 3.0, 3.0, 3.0, 0.0, 3.0, 3.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0]
        """);
  }

  /** 8 values, each over 3 x 3. */
  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void theToolsSayTheSame(String backend) throws IOException {
    printsWhatThePageSays(
        backend,
        LessonExamples::tools,
        """
        conv returned [9.0, 9.0, 9.0, 9.0, 18.0, 18.0, 18.0, 18.0]
          its gradient is [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]
        pool returned [9.0, 18.0]
          its gradient is [1.0, 1.0]
        path     type        output        calls  parameters  multiply-adds
        (model)  Sequential  [1, 2, 1, 1]      1           -              -
        conv     Conv2d      [1, 2, 2, 2]      1          18             72
        pool     MaxPool2d   [1, 2, 1, 1]      1           -              -
        parameters: 18
        multiply-adds: 72
        not counted: 1 MaxPool2d
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void everyConvolutionOfAlexNetIsDrawn(String backend) throws IOException {
    printsWhatThePageSays(
        backend,
        (opened, out) -> LessonExamples.featureMaps(opened, MODELS, folder, out),
        """
        00-features.0.png
        01-features.3.png
        02-features.6.png
        03-features.8.png
        04-features.10.png
        """);
    assertThat(Files.readString(DOCS.resolve("lesson.md"))).contains("](lesson-" + FIRST + ")");
    assertSameWithinALevel(
        Pictures.read(folder.resolve(FIRST)), Pictures.read(DOCS.resolve("lesson-" + FIRST)));
  }

  @Test
  void thePageShowsTheCodeThatRuns() throws IOException {
    DocumentedCode code = DocumentedCode.of("docs/lesson.md", LessonExamples.class, "LESSON");
    List<String> examples =
        List.of(
            "gradient",
            "change",
            "network",
            "forward",
            "pre-hook",
            "backward",
            "tools",
            "feature-maps");
    for (String example : examples) {
      code.isShown(example);
    }
    code.isAllThereIs(examples);
  }

  private static void printsWhatThePageSays(
      String id, BiConsumer<Backend, PrintStream> example, String expected) throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (Backend backend = Backends.discover().open(id);
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      long before = backend.liveArrays();
      example.accept(backend, out);
      assertThat(backend.liveArrays()).as("arrays left open").isEqualTo(before);
    }
    String lines = printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    assertThat(lines).isEqualTo(expected);
    assertThat(Files.readString(DOCS.resolve("lesson.md"))).contains("```\n" + expected + "```\n");
  }

  private static void assertSameWithinALevel(Picture drawn, Picture shown) {
    assertThat(drawn.width()).isEqualTo(shown.width());
    assertThat(drawn.height()).isEqualTo(shown.height());
    byte[] ours = drawn.toBytes();
    byte[] theirs = shown.toBytes();
    for (int i = 0; i < ours.length; i++) {
      assertThat(Math.abs((ours[i] & 0xff) - (theirs[i] & 0xff))).as("byte %d", i).isLessThan(2);
    }
  }
}
