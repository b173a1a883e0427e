package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.AttributionMethod;
import dev.pendant.cam.attribution.DeepLift;
import dev.pendant.cam.attribution.GuidedGradCam;
import dev.pendant.cam.attribution.IntegrationRule;
import dev.pendant.cam.attribution.LayerActivation;
import dev.pendant.cam.attribution.LayerConductance;
import dev.pendant.cam.attribution.LayerDeepLift;
import dev.pendant.cam.attribution.LayerDeepLiftShap;
import dev.pendant.cam.attribution.LayerFeatureAblation;
import dev.pendant.cam.attribution.LayerGradientShap;
import dev.pendant.cam.attribution.LayerGroup;
import dev.pendant.cam.attribution.LayerIntegratedGradients;
import dev.pendant.cam.attribution.LayerLrp;
import dev.pendant.cam.method.UnsupportedTailException;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Layers of data of any axes, of tokens, without positions, and behind what a rule refuses. */
abstract class LayerAttributionPlaceCases extends ResidualBase {

  private List<AttributionMethod> atAnyTail(Tensor baselines) {
    return List.of(
        new LayerActivation(),
        new LayerIntegratedGradients(IntegrationRule.GAUSS_LEGENDRE, 4, 0),
        new LayerFeatureAblation(LayerGroup.CHANNEL, 0),
        new LayerFeatureAblation(LayerGroup.POSITION, 0),
        new LayerGradientShap(baselines));
  }

  @TestFactory
  Stream<DynamicTest> rowsAndBoxes() {
    return Stream.of(new int[] {12}, new int[] {4, 6, 8})
        .map(
            extents ->
                DynamicTest.dynamicTest(extents.length + " axes", () -> assertShapes(extents)));
  }

  private void assertShapes(int... extents) {
    int[] kernel = IntStream.of(extents).map(extent -> 3).toArray();
    Tensor data = AxisNets.data(backend(), extents);
    Explainer explainer = Explainer.of(dying(AxisNets.of(backend(), kernel))).layer("half");
    Stream<AttributionMethod> methods =
        Stream.concat(
            atAnyTail(data).stream(),
            Stream.of(new LayerDeepLift(), new LayerDeepLiftShap(data), new LayerLrp()));
    long[] halves = IntStream.of(extents).mapToLong(extent -> extent / 2).toArray();
    methods.forEach(
        method -> {
          Attribution found = explainer.attribute(method, data, TARGET);
          assertThat(found.values().spatial()).isEqualTo(Shape.of(halves));
          assertThat(found.values().channels()).isEqualTo(3);
          assertThat(found.largest().of(0)).as(method.id()).isNotEmpty();
          assertThat(Arrays.stream(found.largest().of(0)).max().orElseThrow()).isPositive();
        });
  }

  @Test
  void tokensOfATransformer() {
    try (Module vit = OnnxModels.load(GoldenTensors.FOLDER.resolve("vit_slim.onnx"), backend())) {
      Tensor input = GoldenTensors.of("vit_slim").tensor(backend(), "input");
      Explainer explainer = Explainer.of(vit).layer("encoder.layers.encoder_layer_2.ln_1");
      for (AttributionMethod method : atAnyTail(input)) {
        Attribution found = explainer.attribute(method, input, null);
        assertThat(found.values().spatial()).isEqualTo(Shape.of(8, 8));
        assertThat(Arrays.stream(found.largest().of(1)).max().orElseThrow())
            .as(method.id())
            .isPositive()
            .isFinite();
      }
      assertThatThrownBy(() -> explainer.attribute(new LayerLrp(), input, null))
          .isInstanceOf(UnsupportedTailException.class);
    }
  }

  /** A linear layer has values, though no map. */
  @Test
  void layersWithoutPositionsHaveAttributionsToo() {
    Tensor baselines = ResidualNet.baselines(backend());
    Stream<AttributionMethod> methods =
        Stream.concat(
            atAnyTail(baselines).stream(),
            Stream.of(
                new LayerDeepLift(),
                new LayerDeepLiftShap(baselines),
                new LayerLrp(),
                new LayerConductance(4)));
    methods.forEach(
        method -> {
          Attribution found = attribute(method, "relu4");
          assertThat(found.values().channels()).as(method.id()).isEqualTo(5);
          assertThat(found.values().spatial()).isEqualTo(Shape.of());
          assertThat(Arrays.stream(found.values().sample(0)).map(Math::abs).sum()).isPositive();
        });
    assertThat(attribute(new LayerActivation(), "fc2").values().sample(0))
        .containsExactly(
            Arrays.copyOf(
                dying(ResidualNet.of(backend())).call(ResidualNet.input(backend())).toDoubleArray(),
                3),
            within(1e-6));

    Explainer there = residual().layer("relu4");
    Tensor input = ResidualNet.input(backend());
    assertThatThrownBy(() -> there.attribute(new GuidedGradCam(), input, TARGET))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("a map needs");
    assertThatThrownBy(() -> there.method(new LayerLrp()).explain(input, TARGET))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("a map needs");
  }

  @Test
  void deepLiftRefusesWhatTheRuleSaysNothingAbout() {
    assertThatThrownBy(() -> attribute(new LayerDeepLift(), "bn1"))
        .isInstanceOf(UnsupportedTailException.class)
        .hasMessageContaining("rescale rule")
        .hasMessageContaining("MaxPool2d")
        .hasMessageContaining("layer-integrated-gradients");
    assertThatThrownBy(() -> attribute(new DeepLift(), "pool1"))
        .isInstanceOf(UnsupportedTailException.class)
        .hasMessageContaining("MaxPool2d");
  }
}
