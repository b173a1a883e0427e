package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pendant.cam.target.Target;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every preset on a strided, batch-normed, residual network, at layers smaller than the input, and
 * at two of different sizes at once: {@code goldens/presets-strided.json}.
 */
abstract class StridedPresetCases extends OnBackend {

  private static final Path FOLDER = Path.of("..", "goldens");

  /** Of a sample's largest value. */
  private static final float TOLERANCE = 5e-5f;

  private final JsonNode golden = read();

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(FOLDER.resolve("presets-strided.json").toFile());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private JsonNode of(String name) {
    return java.util.Objects.requireNonNull(golden.get(name), name);
  }

  private Module model() {
    return dying(OnnxModels.load(FOLDER.resolve("presets-strided.onnx"), backend()));
  }

  private Tensor input() {
    JsonNode input = of("input");
    long[] shape = new long[input.get("shape").size()];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = input.get("shape").get(axis).asLong();
    }
    return tensor(floats(input.get("values")), shape);
  }

  private static float[] floats(JsonNode numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.get(i).asDouble();
    }
    return values;
  }

  private Target target() {
    JsonNode classes = of("target");
    return Target.classIndices(classes.get(0).asInt(), classes.get(1).asInt());
  }

  @Test
  void theScoresAreThoseOfPyTorch() {
    float[] logits = floats(of("logits"));
    Explanation why = Explainer.of(model()).layer("block").explain(input(), target()).get(0);
    for (int i = 0; i < logits.length; i++) {
      assertThat((float) why.scores().logit(i / 4, i % 4)).isCloseTo(logits[i], within(1e-5f));
    }
  }

  @TestFactory
  Stream<DynamicTest> everyMap() {
    return StreamSupport.stream(of("cases").spliterator(), false)
        .map(each -> DynamicTest.dynamicTest(name(each), () -> check(each)));
  }

  private static String name(JsonNode each) {
    return each.get("preset").asText()
        + " "
        + each.get("method").asText()
        + " "
        + String.join("+", layers(each));
  }

  private static List<String> layers(JsonNode each) {
    return StreamSupport.stream(each.get("layers").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private void check(JsonNode each) {
    Preset preset =
        Preset.valueOf(each.get("preset").asText().replace('-', '_').toUpperCase(Locale.ROOT));
    List<Explanation> all =
        Explainer.of(model())
            .method(preset.method(each.get("method").asText()))
            .layers(layers(each).toArray(String[]::new))
            .explain(input(), target());
    assertThat(all).hasSize(2);
    for (Explanation why : all) {
      float[] expected = floats(each.get("maps").get(why.sample()));
      float largest = 0;
      for (float value : expected) {
        largest = Math.max(largest, Math.abs(value));
      }
      assertThat(largest).as("a map of zeros shows nothing").isPositive();
      assertThat(why.finished(preset, 13, 11).values())
          .as("sample %d", why.sample())
          .containsExactly(expected, within(TOLERANCE * largest));
    }
  }
}
