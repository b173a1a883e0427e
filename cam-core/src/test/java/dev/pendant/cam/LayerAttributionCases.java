package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.AttributionMethod;
import dev.pendant.cam.attribution.DeepLiftShap;
import dev.pendant.cam.attribution.GoldenDraws;
import dev.pendant.cam.attribution.IntegrationRule;
import dev.pendant.cam.attribution.LayerActivation;
import dev.pendant.cam.attribution.LayerDeepLift;
import dev.pendant.cam.attribution.LayerDeepLiftShap;
import dev.pendant.cam.attribution.LayerFeatureAblation;
import dev.pendant.cam.attribution.LayerFeaturePermutation;
import dev.pendant.cam.attribution.LayerGroup;
import dev.pendant.cam.attribution.LayerIntegratedGradients;
import dev.pendant.cam.attribution.LayerLrp;
import dev.pendant.cam.attribution.Lrp;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * All of {@code goldens/layer-attributions.json}, by two networks and every way of running them.
 */
abstract class LayerAttributionCases extends OnBackend {

  private static final double TOLERANCE = 2e-5;
  private static final int[] CLASSES = {2, 0};
  private static final JsonNode GOLDEN = load();

  /** One entry, such as {@code hard/LayerDeepLift/pool1}. */
  private record Golden(String net, String method, String layer, double[] values) {

    static Golden of(String name) {
      String[] parts = name.split("/", -1);
      List<Double> values = new ArrayList<>();
      GOLDEN.get(name).forEach(one -> values.add(one.asDouble()));
      return new Golden(
          parts[0],
          parts[1],
          parts[parts.length - 1],
          values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    boolean isHard() {
      return net.equals("hard");
    }
  }

  private static JsonNode load() {
    try {
      return new ObjectMapper()
          .readTree(Path.of("..", "goldens", "layer-attributions.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Module model(Golden golden) {
    return dying(golden.isHard() ? ResidualNet.of(backend()) : ToyGolden.model(backend()));
  }

  private Tensor input(Golden golden) {
    return golden.isHard() ? ResidualNet.input(backend()) : ToyGolden.input(backend());
  }

  private Explainer explainer(Golden golden) {
    Explainer explainer = Explainer.of(model(golden));
    return golden.layer.equals("input") ? explainer : explainer.layer(golden.layer);
  }

  private AttributionMethod method(Golden golden) {
    Tensor baselines =
        golden.isHard()
            ? ResidualNet.baselines(backend())
            : tensor(ToyGolden.sine(252, 0.4, 0.61, 0.7), 3, 2, 6, 7);
    String[] parts = golden.method.split("_", 2);
    return switch (parts[0]) {
      case "LayerActivation" -> new LayerActivation();
      case "LayerIntegratedGradients" -> integrated(golden, parts);
      case "LayerFeatureAblation" ->
          new LayerFeatureAblation(
              LayerGroup.valueOf(parts[1].toUpperCase(Locale.ROOT)), golden.isHard() ? 0.25 : 0);
      case "LayerFeaturePermutation" ->
          new LayerFeaturePermutation(LayerGroup.valueOf(parts[1].toUpperCase(Locale.ROOT)), 0);
      case "LayerDeepLift" -> new LayerDeepLift();
      case "LayerDeepLiftShap" -> new LayerDeepLiftShap(baselines);
      case "DeepLiftShap" -> new DeepLiftShap(baselines);
      case "GradientShap" -> GoldenDraws.gradientShap(baselines);
      case "LayerGradientShap" -> GoldenDraws.layerGradientShap(baselines);
      case "LRP" -> new Lrp();
      case "LayerLRP" -> new LayerLrp();
      default -> throw new AssertionError(golden.method);
    };
  }

  private static AttributionMethod integrated(Golden golden, String... parts) {
    IntegrationRule rule =
        switch (parts.length == 1 ? "gausslegendre" : parts[1]) {
          case "gausslegendre" -> IntegrationRule.GAUSS_LEGENDRE;
          case "riemann_trapezoid" -> IntegrationRule.CAPTUM_TRAPEZOID;
          default -> IntegrationRule.valueOf(parts[1].toUpperCase(Locale.ROOT));
        };
    return new LayerIntegratedGradients(rule, 20, golden.layer.equals("bn1") ? 0.3 : 0);
  }

  private static Stream<DynamicTest> each(Consumer<Golden> check) {
    return each(name -> true, check);
  }

  private static Stream<DynamicTest> each(Predicate<String> which, Consumer<Golden> check) {
    List<String> names = new ArrayList<>();
    GOLDEN.fieldNames().forEachRemaining(names::add);
    return names.stream()
        .filter(name -> !name.endsWith("/scores") && which.test(name))
        .map(name -> DynamicTest.dynamicTest(name, () -> check.accept(Golden.of(name))));
  }

  private static void assertClose(double[] values, double[] expected) {
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).as("value %d", i).isCloseTo(expected[i], within(TOLERANCE));
    }
  }

  private static double[] all(Attribution attribution) {
    return Stream.of(0, 1)
        .flatMapToDouble(sample -> java.util.Arrays.stream(attribution.values().sample(sample)))
        .toArray();
  }

  @TestFactory
  Stream<DynamicTest> networksAreThoseOfThePythonScript() {
    return Stream.of("toy/scores", "hard/scores")
        .map(Golden::of)
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.net,
                    () ->
                        assertClose(
                            model(golden).call(input(golden)).toDoubleArray(), golden.values)));
  }

  @TestFactory
  Stream<DynamicTest> goldenValues() {
    return each(
        golden ->
            assertClose(
                all(
                    explainer(golden)
                        .attribute(method(golden), input(golden), Target.classIndices(CLASSES))),
                golden.values));
  }

  @TestFactory
  Stream<DynamicTest> oneCopyAtATimeGivesTheSame() {
    return each(
        golden ->
            assertClose(
                all(
                    explainer(golden)
                        .memory(new MemoryBudget(1))
                        .attribute(method(golden), input(golden), Target.classIndices(CLASSES))),
                golden.values));
  }

  @TestFactory
  Stream<DynamicTest> runningTheWholeModelGivesTheSame() {
    return each(
        golden ->
            assertClose(
                all(
                    explainer(golden)
                        .withoutShortcuts()
                        .attribute(method(golden), input(golden), Target.classIndices(CLASSES))),
                golden.values));
  }

  @TestFactory
  Stream<DynamicTest> aSampleAloneGivesTheSame() {
    return each(
        name -> !name.contains("Permutation"), // which takes values from the others
        golden -> {
          int size = golden.values.length / 2;
          for (int sample = 0; sample < 2; sample++) {
            Tensor one = input(golden).slice(0, sample, sample + 1);
            Target target = Target.classIndex(CLASSES[sample]);
            assertClose(
                explainer(golden).attribute(method(golden), one, target).values().sample(0),
                java.util.Arrays.copyOfRange(golden.values, sample * size, (sample + 1) * size));
          }
        });
  }
}
