package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.cam.image.Pictures;
import dev.pendant.cli.Command.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way to go wrong is one line that says what to do, and an exit code. */
class ErrorsIT {

  @TempDir Path folder;

  @BeforeEach
  void someFiles() throws IOException {
    Files.writeString(folder.resolve("text.onnx"), "This is no model.\n");
    Files.writeString(folder.resolve("text.png"), "This is no picture.\n");
    byte[] model = BuiltInModel.bytes();
    Files.write(folder.resolve("bare.onnx"), model);
    Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(model, model.length / 2));
    Pictures.writePng(folder.resolve("good picture.png"), SamplePicture.draw());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | explain none.png --backend djl                  | none.png: there is no such file",
        "1 | explain text.png --backend djl                  | text.png: ",
        "1 | explain --backend djl --model none.onnx         | none.onnx: ",
        "1 | explain --backend djl --model text.onnx         | text.onnx: ",
        "1 | explain --backend djl --model cut.onnx          | cut.onnx: ",
        "1 | layers --backend nd4j --model cut.onnx          | cut.onnx: ",
        "1 | explain --backend djl --labels none.txt         | none.txt: there is no such file",
        "1 | explain --backend djl --out text.png            | --out text.png: ",
        "2 | explain --backend djl --model bare.onnx         | give --preprocess",
        "2 | explain --backend djl --layer layr9             | nearest: ",
        "2 | explain --backend djl --layer layer9:input      | nearest: ",
        "1 | explain --backend djl --layer features.2#9       | there is no call #9",
        "2 | explain --backend djl --model-output 1          | expected one of [",
        "2 | explain --backend djl --class 6                 | 6 classes, 0 to 5",
        "2 | explain --backend djl --class sircle            | nearest: 0 (circle)",
        "2 | explain --backend djk                           | did you mean \"djl\"?",
        "2 | explain                                         | Several backends are usable",
        "2 | layers                                          | choose with --backend",
      })
  void isOneLineWithAnExitCode(int code, String line, String message) throws Exception {
    assertOneLine(Command.in(folder).run(line.split(" ")), code, message);
  }

  @Test
  void noBackendOnTheClassPathNamesWhatToAdd() throws Exception {
    Command none = Command.in(folder).withBackends();
    assertOneLine(none.run("explain"), 1, "dev.pendant:hooks-djl:");
    assertOneLine(none.run("backends"), 1, "No backend found");
  }

  @Test
  void verboseShowsWhereItWasThrown() throws Exception {
    Outcome outcome =
        Command.in(folder).run("explain", "none.png", "--backend", "djl", "--verbose");
    assertThat(outcome.err()).contains("there is no such file").contains("\tat dev.pendant");
    assertThat(outcome.code()).isEqualTo(1);
  }

  @Test
  void aBadPictureDoesNotStopTheOthers() throws Exception {
    Outcome outcome =
        Command.in(folder)
            .run("explain", "text.png", "good picture.png", "none.png", "--backend", "djl");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("text.png: ").contains("none.png: ").hasLineCount(2);
    assertThat(outcome.out()).startsWith("good picture.png: grad-cam at ");
    assertThat(folder.resolve("out/good picture.grad-cam.json")).isRegularFile();
    assertThat(folder.resolve("out/text.grad-cam.json")).doesNotExist();
  }

  private static void assertOneLine(Outcome outcome, int code, String message) {
    assertThat(outcome.err()).contains(message).hasLineCount(1).doesNotContain("\tat ");
    assertThat(outcome.code()).isEqualTo(code);
    assertThat(outcome.out()).isEmpty();
  }
}
