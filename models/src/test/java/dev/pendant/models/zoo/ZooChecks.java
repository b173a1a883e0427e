package dev.pendant.models.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pendant.models.onnx.ModelChecks;
import dev.pendant.models.weights.Weights;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks written in Java against what torchvision's answer with the same values. */
abstract class ZooChecks extends ModelChecks {

  private static final double TOLERANCE = 1e-4;
  private static final String FULL = "full/";

  static final Network ALEXNET_SLIM =
      new AlexNet(List.of(16, 48, 96, 64, 64), 3, List.of(128, 128), 6);

  static final Network RESNET_SLIM =
      new ResNet(false, List.of(1, 2, 1, 1), List.of(16, 24, 32, 48), 1, 64, 6);

  private static JsonNode torchvision() throws IOException {
    return new ObjectMapper()
        .readTree(Path.of("src", "test", "resources", "zoo", "logits.json").toFile());
  }

  private static Stream<String> networks(boolean full) throws IOException {
    List<String> names = new ArrayList<>();
    torchvision().fieldNames().forEachRemaining(names::add);
    return names.stream().filter(name -> name.startsWith(FULL) == full);
  }

  static Stream<String> smallNetworks() throws IOException {
    return networks(false);
  }

  static Stream<String> fullNetworks() throws IOException {
    return networks(true);
  }

  @ParameterizedTest
  @MethodSource("smallNetworks")
  void answersAreThoseOfTorchvision(String name) throws IOException {
    JsonNode golden = torchvision().get(name);
    float[] expected = floats(golden.get("logits"));
    int side = golden.get("side").asInt();
    Network network =
        TorchvisionNetworks.named(
            name.startsWith(FULL) ? name.substring(FULL.length()) : name, expected.length);
    try (FormulaParameters parameters = new FormulaParameters(backend());
        Module module = network.build(new Layers(parameters));
        Scope scope = Scope.open()) {
      Tensor picture =
          tensor(FormulaParameters.values("input", 1, 3, side, side), Shape.of(1, 3, side, side));
      assertClose(module.call(picture).toFloatArray(), expected, TOLERANCE, name);
      try (Module copy = module.copy()) {
        assertClose(copy.call(picture).toFloatArray(), expected, TOLERANCE, "copy of " + name);
      }
    }
  }

  /** Slow: builds all networks at the sizes of their papers. */
  @Tag("slow")
  @ParameterizedTest
  @MethodSource("fullNetworks")
  void fullSizeAnswersAreThoseOfTorchvision(String name) throws IOException {
    answersAreThoseOfTorchvision(name);
  }

  private static float[] floats(JsonNode numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.get(i).asDouble();
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"safetensors", "pth"})
  void trainedWeightsOfBothFormatsGiveTheGoldenLogits(String format) {
    assertGolden(ALEXNET_SLIM, "alexnet_slim", format);
    assertGolden(RESNET_SLIM, "resnet_slim", format);
  }

  private void assertGolden(Network network, String name, String format) {
    Weights golden = goldens(name + ".safetensors");
    Weights weights = goldens(name + ".weights." + format);
    try (Module module = network.load(weights, backend());
        Scope scope = Scope.open()) {
      Tensor logits = module.call(golden.tensor("input", backend()));
      assertClose(logits.toFloatArray(), golden.floats("logits"), TOLERANCE, name);
      assertThat(module.stateDict().keySet()).hasSameElementsAs(weights.names());
    }
  }

  static Weights goldens(String file) {
    return Weights.read(Path.of("..", "goldens", "models", file));
  }

  @Test
  void aStateDictLoadsIntoANetworkThatIsThere() {
    Weights golden = goldens("resnet_slim.safetensors");
    try (Module module = RESNET_SLIM.random(backend(), 1);
        Scope scope = Scope.open()) {
      module.loadStateDict(goldens("resnet_slim.weights.pth").tensors(backend()));
      Tensor logits = module.call(golden.tensor("input", backend()));
      assertClose(logits.toFloatArray(), golden.floats("logits"), TOLERANCE, "logits");
    }
  }

  @Test
  void noiseIsTheSameForTheSameSeed() {
    try (Module one = RESNET_SLIM.random(backend(), 7);
        Module same = RESNET_SLIM.random(backend(), 7);
        Module other = RESNET_SLIM.random(backend(), 8)) {
      float[] values = one.find("conv1").parameter("weight").toFloatArray();
      assertThat(same.find("conv1").parameter("weight").toFloatArray()).isEqualTo(values);
      assertThat(other.find("conv1").parameter("weight").toFloatArray()).isNotEqualTo(values);
    }
  }
}
