package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a vision transformer of the repository, which has neither labels nor sidecar. */
class TransformerTest {

  private static final String LINE =
      "explain --model goldens/models/vit_slim.onnx --preprocess unit --backend djl --out ";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @TempDir Path folder;

  @Test
  void theReadmesCommandRunsAsItStands() throws IOException {
    assertThat(Files.readString(Path.of("../README.md"))).contains("\n./pendant " + LINE + "out\n");
    assertThat(run()).isZero();
    assertThat(text()).contains(" ok ").doesNotContain("blank");
  }

  @Test
  void behindTheLastBlockNoPlaceIsReadAndTheClassIsNotBlamed() {
    assertThat(run("--layer", "encoder.layers.encoder_layer_2", "--top", "1")).isZero();
    assertThat(text())
        .contains("blank")
        .contains("none: nothing that the score depends on is seen at layer")
        .doesNotContain("speaks for this class");
  }

  @Test
  void moreClassesThanThereAreMeansAllOfThemWithoutLabels() {
    assertThat(run("--top", "5000", "--method", "saliency")).isZero();
    List<String> rows = text().lines().filter(line -> line.contains(".png")).toList();
    assertThat(rows).hasSizeBetween(3, 1000).doesNotHaveDuplicates();
  }

  private int run(String... more) {
    String line = LINE.replace("goldens", "../goldens") + folder;
    String[] all =
        Stream.concat(Stream.of(line.split(" ")), Stream.of(more)).toArray(String[]::new);
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return Main.run(new Console(stream, stream), all);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
