package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pendant.Backends;
import dev.pendant.cam.Explanation;
import dev.pendant.cam.HeatMap;
import dev.pendant.cam.LayerPoint;
import dev.pendant.cam.LayerSeen;
import dev.pendant.cam.Preset;
import dev.pendant.cam.Provenance;
import dev.pendant.cam.Unfinished;
import dev.pendant.cam.image.Npy;
import dev.pendant.cam.image.Overlay;
import dev.pendant.cam.target.Scores;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final HeatMap GOOD = HeatMap.of(1, 2, -1, 3);
  private static final HeatMap BLANK = HeatMap.of(1, 2, -1, 0);
  private static final HeatMap BROKEN = HeatMap.of(1, 2, Float.NaN, 3);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @TempDir Path folder;

  @Test
  void aMapThatMeansSomethingIsDrawnAtThePicturesSize() throws IOException {
    assertThat(write(GOOD)).isTrue();
    JsonNode cat = answer().at("/explanations/0");
    assertThat(cat.get("status").textValue()).isEqualTo("ok");
    assertThat(cat.get("overlay").textValue()).isEqualTo("sample.grad-cam.0_cat.png");
    assertThat(Npy.read(folder.resolve(cat.get("map").textValue())).shape().toArray())
        .containsExactly(SamplePicture.SIZE, SamplePicture.SIZE);
    assertThat(text()).contains("cat").contains("sample.grad-cam.0_cat.png");
  }

  @Test
  void aBlankMapIsNotDrawnAndTakesAnEarlierDrawingAway() throws IOException {
    write(GOOD);
    assertThat(write(BLANK)).as("blank is an answer").isTrue();
    JsonNode cat = answer().at("/explanations/0");
    assertThat(cat.get("status").textValue()).isEqualTo("blank");
    assertThat(cat.get("overlay").isNull()).isTrue();
    assertThat(cat.get("map").isNull()).isTrue();
    assertThat(cat.get("reason").textValue()).contains("zero everywhere");
    assertOnlyTheAnswerIsThere();
    assertThat(text()).contains("blank").contains("none: nothing at layer");
  }

  @Test
  void aMapOfNothingButZeroIsNoMatterOfTheClass() throws IOException {
    assertThat(write(HeatMap.of(1, 2, 0, -0f))).isTrue();
    assertThat(answer().at("/explanations/0/reason").textValue())
        .startsWith("nothing that the score depends on is seen at layer 'layer4'")
        .endsWith("take --layer auto or an earlier layer");
  }

  @Test
  void eachOfSeveralLayersHasAStatusAndABlankOneIsWarnedOf() throws IOException {
    assertThat(write(2, GOOD, BLANK)).isTrue();
    JsonNode cat = answer().at("/explanations/0");
    assertThat(cat.get("status").textValue()).isEqualTo("ok");
    assertThat(cat.at("/layers/0").toString())
        .isEqualTo(
            "{\"path\":\"layer4\",\"raw_map\":{\"height\":1,\"width\":2,\"min\":-1.0,\"max\":3.0},"
                + "\"status\":\"ok\"}");
    assertThat(cat.at("/layers/1/status").textValue()).isEqualTo("blank");
    assertThat(cat.at("/layers/1/reason").textValue()).contains("nothing at layer 'layer5'");
    assertThat(text()).contains("pendant: builtin:sample: class 0: nothing at layer 'layer5'");
  }

  @Test
  void aScoreThatIsMoreThanNothingIsNotPrintedAsNothing() {
    assertThat(Report.score(0)).isEqualTo("0.0000");
    assertThat(Report.score(1e-30)).isEqualTo("<0.0001");
    assertThat(Report.score(0.0001)).isEqualTo("0.0001");
    assertThat(Report.score(Double.NaN)).isEqualTo("NaN");
  }

  @Test
  void aBrokenMapIsNotDrawnAndCountsAsAFailure() throws IOException {
    write(GOOD);
    assertThat(write(BROKEN)).isFalse();
    JsonNode cat = answer().at("/explanations/0");
    assertThat(cat.get("status").textValue()).isEqualTo("non-finite");
    assertThat(cat.at("/raw_map/min").isNull()).isTrue();
    assertThat(cat.get("overlay").isNull()).isTrue();
    assertOnlyTheAnswerIsThere();
  }

  @Test
  void fiveClassesAreListedOrAsManyAsThereAre() throws IOException {
    write(GOOD);
    assertThat(answer().get("predictions")).hasSize(2);
    write(7, GOOD);
    assertThat(answer().get("predictions")).hasSize(5);
    assertThat(answer().at("/predictions/0/index").intValue()).isEqualTo(6);
  }

  private boolean write(HeatMap map) {
    return write(2, map);
  }

  private boolean write(int classes, HeatMap... maps) {
    float[] logits = new float[classes];
    for (int i = 0; i < classes; i++) {
      logits[i] = i;
    }
    String[] names = new String[classes];
    Arrays.fill(names, "cat, pussycat");
    Explanation explanation =
        new Explanation(
            Unfinished.of(List.of(maps)),
            0,
            0,
            "class 0",
            scores(logits),
            new Provenance(
                "grad-cam",
                IntStream.range(0, maps.length)
                    .mapToObj(i -> new LayerSeen(LayerPoint.output("layer" + (4 + i)), 0, 0))
                    .toList(),
                "djl",
                "2.7.1",
                "cpu",
                Duration.ZERO,
                Duration.ZERO));
    ExplainedPicture found =
        new ExplainedPicture(
            new PictureSource(null),
            SamplePicture.draw(),
            "net.onnx",
            Labels.of(List.of(names)),
            List.of(explanation),
            null,
            new PictureExplainer.Timing(1, 2, 3));
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Report(new Console(stream, stream), folder, Preset.PENDANT, Overlay.DEFAULT)
        .write(found, "sample.grad-cam");
  }

  private static Scores scores(float[] logits) {
    try (Backend backend = Backends.discover().open("djl");
        Tensor tensor = Tensor.of(backend, logits, 1, logits.length)) {
      return Scores.of(tensor);
    }
  }

  private JsonNode answer() throws IOException {
    return Json.parse(Files.readString(folder.resolve("sample.grad-cam.json")), "answer");
  }

  private void assertOnlyTheAnswerIsThere() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("sample.grad-cam.json"));
    }
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
