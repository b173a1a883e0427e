package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.AttributionMethod;
import dev.pendant.cam.attribution.Deconvolution;
import dev.pendant.cam.attribution.DeepLift;
import dev.pendant.cam.attribution.GuidedBackprop;
import dev.pendant.cam.attribution.GuidedGradCam;
import dev.pendant.cam.attribution.InputXGradient;
import dev.pendant.cam.attribution.IntegratedGradients;
import dev.pendant.cam.attribution.IntegrationRule;
import dev.pendant.cam.attribution.InternalInfluence;
import dev.pendant.cam.attribution.LayerConductance;
import dev.pendant.cam.attribution.LayerGradientXActivation;
import dev.pendant.cam.attribution.Occlusion;
import dev.pendant.cam.attribution.Saliency;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.target.Target;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The attributions of {@code cam-toy.json}, all but one computed by captum. */
abstract class ToyAttributionCases extends OnBackend {

  private static final double TOLERANCE = 2e-5;
  private static final Target TARGET = Target.classIndices(2, 0);

  private static final Map<String, AttributionMethod> CAPTUM =
      Map.ofEntries(
          Map.entry("LayerGradientXActivation", new LayerGradientXActivation()),
          Map.entry("Saliency_abs", new Saliency()),
          Map.entry("InputXGradient", new InputXGradient()),
          Map.entry("GuidedBackprop", new GuidedBackprop()),
          Map.entry("Deconvolution", new Deconvolution()),
          Map.entry("GuidedGradCam_nearest", GuidedGradCam.nearest()),
          Map.entry("Occlusion_window(2,3,3)_stride(2,2,2)", new Occlusion(3, 2, 0)),
          Map.entry("LayerConductance_n20", new LayerConductance(20)),
          Map.entry("InternalInfluence_n20", new InternalInfluence(20)),
          Map.entry("DeepLift_zero_baseline", new DeepLift()));

  private static final Map<String, IntegrationRule> RULES =
      Map.of(
          "gausslegendre",
          IntegrationRule.GAUSS_LEGENDRE,
          "riemann_trapezoid",
          IntegrationRule.CAPTUM_TRAPEZOID,
          "riemann_middle",
          IntegrationRule.RIEMANN_MIDDLE,
          "riemann_left",
          IntegrationRule.RIEMANN_LEFT,
          "riemann_right",
          IntegrationRule.RIEMANN_RIGHT);

  private Attribution attribute(AttributionMethod method) {
    return explainer().attribute(method, ToyGolden.input(backend()), TARGET);
  }

  private Explainer explainer() {
    return Explainer.of(dying(ToyGolden.model(backend()))).layer("relu1");
  }

  @TestFactory
  Stream<DynamicTest> captum() {
    return CAPTUM.entrySet().stream()
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method.getKey(),
                    () ->
                        assertClose(
                            attribute(method.getValue()).values(),
                            ToyGolden.floats("captum", method.getKey()))));
  }

  @TestFactory
  Stream<DynamicTest> integratedGradientsByFiveRules() {
    return RULES.entrySet().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey(), () -> assertIntegral(rule.getKey(), rule.getValue())));
  }

  private void assertIntegral(String name, IntegrationRule rule) {
    String golden = "IntegratedGradients_n20_" + name;
    IntegratedGradients method = new IntegratedGradients(rule, 20, 0);
    Attribution attribution = attribute(method);

    assertClose(attribution.values(), ToyGolden.floats("captum", golden, "attr"));
    double[] delta =
        explainer().convergenceDelta(method, attribution, ToyGolden.input(backend()), TARGET);
    float[] expected = ToyGolden.floats("captum", golden, "delta");
    for (int sample = 0; sample < delta.length; sample++) {
      assertThat(delta[sample]).isCloseTo(expected[sample], within(TOLERANCE));
    }
  }

  @Test
  void pytorchGradCamsGuidedBackprop() {
    Features guided = attribute(new GuidedBackprop()).values();
    float[] golden =
        ToyGolden.floats("pytorch_grad_cam", "GuidedBackprop_sample0_class2_HWC", "final");
    for (int i = 0; i < golden.length; i++) {
      assertThat(guided.at(0, i % 2, i / 2)).isCloseTo(golden[i], within(TOLERANCE));
    }
  }

  private static void assertClose(Features actual, float[] golden) {
    int size = golden.length / actual.samples();
    for (int sample = 0; sample < actual.samples(); sample++) {
      double[] values = actual.sample(sample);
      assertThat(values).hasSize(size);
      for (int i = 0; i < size; i++) {
        assertThat(values[i])
            .as("sample %d, value %d", sample, i)
            .isCloseTo(golden[sample * size + i], within(TOLERANCE));
      }
    }
  }
}
