package dev.pendant.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pendant.cam.image.Npy;
import dev.pendant.cam.image.NpyArray;
import dev.pendant.cam.image.Pictures;
import dev.pendant.tensor.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's first command: nothing given but a backend. */
class BuiltInModelIT {

  private static final Shape SAMPLE = Shape.of(SamplePicture.SIZE, SamplePicture.SIZE);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"djl", "nd4j"})
  void findsBothShapesAndLooksWhereTheyAre(String backend) throws Exception {
    var outcome = Command.in(folder).run("explain", "--backend", backend);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("circle").contains("star").contains(".png");

    JsonNode answer = answer(folder.resolve("out"));
    assertThat(answer.at("/backend/id").textValue()).isEqualTo(backend);
    assertThat(labels(answer.get("predictions")).subList(0, 2))
        .containsExactlyInAnyOrder("circle", "star");
    assertThat(labels(answer.get("explanations"))).containsExactlyInAnyOrder("circle", "star");
    for (JsonNode one : answer.get("explanations")) {
      assertThat(one.get("status").textValue()).isEqualTo("ok");
      assertLooksAt(one);
    }
  }

  @Test
  void bothBackendsDrawTheSameMaps() throws Exception {
    for (String method : List.of("grad-cam", "cam")) {
      for (String backend : List.of("djl", "nd4j")) {
        var outcome =
            Command.in(folder)
                .run("explain", "--backend", backend, "--method", method, "--out", backend);
        assertThat(outcome.code()).as(outcome.err()).isZero();
      }
      for (String shape : List.of("0_circle", "3_star")) {
        String name = "sample." + method + "." + shape + ".npy";
        NpyArray djl = Npy.read(folder.resolve("djl").resolve(name));
        NpyArray nd4j = Npy.read(folder.resolve("nd4j").resolve(name));
        assertThat(nd4j.values()).as(name).containsExactly(djl.values(), offset(1e-3f));
      }
    }
  }

  @Test
  void layersMarksWhatAutoPicks() throws Exception {
    var outcome = Command.in(folder).run("layers", "--backend", "djl");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    String marked =
        outcome.out().lines().filter(line -> line.endsWith("<- auto")).findFirst().orElseThrow();
    assertThat(marked).contains("[1, ").contains(", 12, 12]");

    String path = marked.split(" +")[0];
    assertThat(Command.in(folder).run("explain", "--backend", "djl", "--layer", path).code())
        .isZero();
    assertThat(answer(folder.resolve("out")).get("layer").textValue()).isEqualTo(path);
  }

  /** The hottest place of a map lies on the shape it is for. */
  private void assertLooksAt(JsonNode one) {
    Path out = folder.resolve("out");
    assertThat(Pictures.read(out.resolve(one.get("overlay").textValue())))
        .matches(png -> png.width() == SamplePicture.SIZE && png.height() == SamplePicture.SIZE);
    NpyArray map = Npy.read(out.resolve(one.get("map").textValue()));
    assertThat(map.shape()).isEqualTo(SAMPLE);
    float[] values = map.values();
    int hottest = 0;
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isBetween(0f, 1f);
      hottest = values[i] > values[hottest] ? i : hottest;
    }
    boolean circle = one.get("label").textValue().equals("circle");
    double fromX = hottest % SamplePicture.SIZE - (circle ? 84 : 174);
    double fromY = hottest / SamplePicture.SIZE - (circle ? 86 : 172);
    assertThat(Math.hypot(fromX, fromY)).as("distance from the shape's centre").isLessThan(60);
  }

  private static JsonNode answer(Path out) throws Exception {
    return Json.parse(Files.readString(out.resolve("sample.grad-cam.json")), "answer");
  }

  private static List<String> labels(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(entry -> entry.get("label").textValue())
        .toList();
  }
}
