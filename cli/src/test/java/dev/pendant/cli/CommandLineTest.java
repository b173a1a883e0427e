package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command does before it touches a backend. */
class CommandLineTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                            | Missing command: explain, layers, backends",
        "explian                       | did you mean",
        "explain --modle x.onnx        | Unknown option: '--modle'",
        "explain --top many            | 'many' is not an int",
        "explain --top 0               | --top: expected a number above 0, got 0",
        "explain --method gradcam      | no method 'gradcam'; did you mean grad-cam?",
        "explain --preset pytorch      | no preset 'pytorch'; there are [pendant, pytorch-grad-cam",
        "explain --preprocess vgg      | expected one of [imagenet, caffe, unit], got 'vgg'",
        "explain --colormap viridis    | expected one of [inferno, jet, matplotlib-jet], got 'viridis'",
        "explain --method saliency --layer features.5 | saliency looks at the input or at all layers",
        "explain --method legrad --layer auto --layer f | legrad looks at the input or at all layers",
        "explain --layer=              | --layer is empty: give a path",
        "explain --layer auto --layer= | --layer is empty: give a path",
        "explain --backend djl --class star --contrast Star | --class star and --contrast Star are the same class",
        "explain --backend djl --class 3 --contrast star    | --class 3 and --contrast star are the same class",
        "explain --backend djl --class 2 --class +3 --contrast 3 | --class +3 and --contrast 3 are the same",
        "explain --method finer-cam --contrast star | finer-cam explains the score of a class",
        "explain --method finer-cam --probability   | finer-cam explains the score of a class",
        "explain --method cam --probability         | cam explains the score of a class",
        "explain --model               | Missing required parameter",
        "explain --contrast            | Missing required parameter",
        "explain --colormap MATPLOTLIB_jet --top 0 | --top: expected a number above 0, got 0",
        "layers picture.png            | Unmatched argument",
        "explain --backend tensorflow  | No backend \"tensorflow\"",
      })
  void wrongUsageIsOneLineAndExitCode2(String line, String message) {
    int code = run(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(text(err)).contains(message).startsWith("pendant: ").hasLineCount(1);
    assertThat(code).isEqualTo(2);
    assertThat(out.size()).isZero();
  }

  @Test
  void aBackendIsAskedForInWordsOfTheCommand() {
    assertThat(run("explain")).isEqualTo(2);
    assertThat(text(err))
        .contains("choose with --backend ID, -Dpendant.backend=ID or PENDANT_BACKEND=ID")
        .doesNotContain("Backends.open");
  }

  @Test
  void helpAndVersionAreAnswers() {
    assertThat(run("explain", "--help")).isZero();
    assertThat(text(out)).contains("Usage: pendant explain").contains("--preprocess");
    assertThat(run("--version")).isZero();
    assertThat(text(err)).isEmpty();
  }

  @Test
  void whatAnythingElsePrintsDoesNotReachTheAnswer() {
    PrintStream before = System.out;
    try {
      System.setOut(stream(out));
      PrintStream errBefore = System.err;
      System.setErr(stream(err));
      try {
        Console console = Console.takeOver();
        System.out.println("engine talking");
        console.say("answer");
      } finally {
        System.setErr(errBefore);
      }
    } finally {
      System.setOut(before);
    }
    assertThat(text(out)).isEqualTo("answer" + System.lineSeparator());
    assertThat(text(err)).isEqualTo("engine talking" + System.lineSeparator());
  }

  private int run(String... args) {
    return Main.run(new Console(stream(out), stream(err)), args);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
