package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.cam.Methods;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command explains the built-in sample in every way there is. */
class EveryMethodTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  static Stream<String> methods() {
    return Methods.ids().stream().filter(id -> !id.equals("legrad"));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethodDraws(String method) {
    assertDraws("--method", method);
    assertThat(text(out)).contains(": " + method + " at ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pendant", "pytorch-grad-cam", "torch-cam", "captum"})
  void everyPresetDraws(String preset) {
    assertDraws("--preset", preset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"layer-cam", "refine-cam"})
  void severalLayersMakeOneMap(String method) {
    assertDraws("--method", method, "--layer", "features.18", "--layer", "auto");
    assertThat(text(out)).contains(" at features.18+features on djl");
  }

  @ParameterizedTest
  @ValueSource(strings = "legrad")
  void aModelWithoutAttentionIsToldSo(String method) {
    assertThat(run("--method", method)).isEqualTo(ExitCodes.FAILED);
    assertThat(text(err)).contains("legrad needs a transformer");
  }

  private void assertDraws(String... arguments) {
    assertThat(run(arguments)).as(text(err)).isZero();
    assertThat(text(out)).contains(" ok ").contains(".png");
  }

  private int run(String... arguments) {
    String[] command = {"explain", "--backend", "djl", "--top", "1", "--out", folder.toString()};
    String[] all = Stream.concat(Stream.of(command), Stream.of(arguments)).toArray(String[]::new);
    return Main.run(new Console(stream(out), stream(err)), all);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
