package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.cam.image.ChannelOrder;
import dev.pendant.cam.image.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SidecarTest {

  private static final String FULL =
      """
      {"labels": ["circle", "square"], "size": [96, 128], "channels": "BGR",
       "scale": 0.5, "mean": [1, 2, 3], "std": [0.25, 0.5, 0.75]}""";

  @TempDir Path folder;

  @Test
  void holdsLabelsSizeAndPreprocessing() {
    Sidecar sidecar = Sidecar.parse(FULL, "m.json");
    assertThat(sidecar.labels().names()).containsExactly("circle", "square");
    assertThat(sidecar.size()).isEqualTo(new InputSize(96, 128));
    assertThat(sidecar.preprocessing())
        .isEqualTo(
            new Preprocessing(
                96, 128, ChannelOrder.BGR, 0.5, List.of(1.0, 2.0, 3.0), List.of(0.25, 0.5, 0.75)));
  }

  @Test
  void theBuiltInModelHasOne() {
    Sidecar sidecar = BuiltInModel.sidecar();
    assertThat(sidecar.labels().names())
        .containsExactly("circle", "square", "triangle", "star", "cross", "ring");
    assertThat(sidecar.size()).isEqualTo(new InputSize(96, 96));
    assertThat(sidecar.preprocessing()).isNotNull();
  }

  @Test
  void eachPartMayBeMissing() {
    Sidecar nothing = Sidecar.parse("{}", "m.json");
    assertThat(nothing.labels().isEmpty()).isTrue();
    assertThat(nothing.size()).isNull();
    assertThat(nothing.preprocessing()).isNull();
    Sidecar labels = Sidecar.parse("{\"labels\": {\"0\": \"cat\"}}", "m.json");
    assertThat(labels.labels().names()).containsExactly("cat");
  }

  @Test
  void liesBesideTheModelUnderItsName() throws IOException {
    Files.writeString(folder.resolve("net.v2.json"), FULL);
    assertThat(Sidecar.beside(folder.resolve("net.v2.onnx")).labels().size()).isEqualTo(2);
    assertThat(Sidecar.beside(folder.resolve("net.onnx"))).isEqualTo(Sidecar.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1]                                | expected a JSON object",
        "{\"means\": [1]}                   | unknown key 'means'",
        "{\"size\": 96}                     | size as a list",
        "{\"size\": [96]}                   | [height, width]",
        "{\"size\": [96.5, 3]}              | [height, width]",
        "{\"size\": [0, 3]}                 | [height, width]",
        "{\"size\": [\"a\", 3]}             | expected a number in size",
        "{\"labels\": \"cat\"}              | labels",
        "{\"scale\": 1}                     | [channels, mean, std] is missing",
        "{\"channels\": \"RGBA\", \"scale\": 1, \"mean\": [0], \"std\": [1]} | RGB, BGR or GREY",
        "{\"channels\": \"RGB\", \"scale\": 1, \"mean\": [0], \"std\": [1]}  | 3 values of mean",
        "{\"channels\": \"GREY\", \"scale\": 1, \"mean\": [0], \"std\": [0]} | std above 0",
        "{\"channels\": \"GREY\", \"scale\": \"1\", \"mean\": [0], \"std\": [1]} | number in scale",
        "{\"size\": [96, 96]                | expected JSON"
      })
  void whatNobodyWouldReadIsRefused(String text, String message) {
    assertThatThrownBy(() -> Sidecar.parse(text, "m.json"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("m.json")
        .hasMessageContaining(message);
  }
}
