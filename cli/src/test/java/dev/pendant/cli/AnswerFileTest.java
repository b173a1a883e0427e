package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerFileTest {

  @TempDir Path folder;

  private static Answer answer(Answer.Explained explained) {
    return answer(null, explained);
  }

  private static Answer answer(@Nullable String target, Answer.Explained explained) {
    return new Answer(
        "cat \"1\".png",
        "net.onnx",
        new Answer.Engine("djl", "2.7.1", "cpu"),
        "grad-cam",
        "layer4",
        target,
        List.of(new Answer.Prediction(281, "tabby, tabby cat", 0.938f)),
        List.of(explained),
        new Answer.Timing(1.5, 2, 3, 4));
  }

  @Test
  void hasTheKeysThatReadersRelyOn() throws IOException {
    JsonNode json =
        written(
            new Answer.Explained(
                281,
                "tabby, tabby cat",
                12.5f,
                new Answer.RawMap(13, 12, -0.5f, 1f),
                "a.png",
                "a.npy",
                "ok",
                null,
                null));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "image",
            "model",
            "backend",
            "method",
            "layer",
            "predictions",
            "explanations",
            "timing_ms");
    assertThat(json.at("/backend/version").textValue()).isEqualTo("2.7.1");
    assertThat(json.at("/predictions/0/score").toString()).isEqualTo("0.938");
    JsonNode one = json.at("/explanations/0");
    assertThat(one.fieldNames())
        .toIterable()
        .containsExactly("index", "label", "logit", "raw_map", "overlay", "map", "status");
    assertThat(one.at("/raw_map").toString())
        .isEqualTo("{\"height\":13,\"width\":12,\"min\":-0.5,\"max\":1.0}");
    assertThat(json.at("/timing_ms").fieldNames())
        .toIterable()
        .containsExactly("load", "forward", "explain", "write");
  }

  @Test
  void whatIsNotFiniteIsNullAndNoOverlayHasAReason() throws IOException {
    JsonNode one =
        written(
                new Answer.Explained(
                    0,
                    null,
                    Answer.number(Double.NaN),
                    new Answer.RawMap(
                        1,
                        1,
                        Answer.number(Double.NEGATIVE_INFINITY),
                        Answer.number(Double.POSITIVE_INFINITY)),
                    null,
                    null,
                    "non-finite",
                    "because",
                    null))
            .at("/explanations/0");
    assertThat(one.toString())
        .isEqualTo(
            "{\"index\":0,\"label\":null,\"logit\":null,"
                + "\"raw_map\":{\"height\":1,\"width\":1,\"min\":null,\"max\":null},"
                + "\"overlay\":null,\"map\":null,\"status\":\"non-finite\",\"reason\":\"because\"}");
  }

  @Test
  void whatIsExplainedIsNamedIfItIsNotTheScore() throws IOException {
    Path path = folder.resolve("contrast.json");
    Answer.Explained one =
        new Answer.Explained(
            1, null, 2f, new Answer.RawMap(1, 1, 0f, 1f), "a.png", "a.npy", "ok", null, null);

    AnswerFile.write(path, answer("score less that of star", one));

    assertThat(Json.parse(Files.readString(path), "contrast.json").get("target").textValue())
        .isEqualTo("score less that of star");
  }

  @Test
  void smallNumbersStaySmallNumbers() {
    assertThat(Answer.number(1e-30)).isEqualTo(1e-30f);
  }

  private JsonNode written(Answer.Explained explained) throws IOException {
    Path path = folder.resolve("cat.grad-cam.json");
    AnswerFile.write(path, answer(explained));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
    return Json.parse(Files.readString(path), "answer");
  }
}
