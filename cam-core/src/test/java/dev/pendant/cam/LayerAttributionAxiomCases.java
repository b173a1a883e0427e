package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.AttributionMethod;
import dev.pendant.cam.attribution.DeepLift;
import dev.pendant.cam.attribution.DeepLiftShap;
import dev.pendant.cam.attribution.GradientShap;
import dev.pendant.cam.attribution.IntegratedGradients;
import dev.pendant.cam.attribution.IntegrationRule;
import dev.pendant.cam.attribution.LayerDeepLift;
import dev.pendant.cam.attribution.LayerDeepLiftShap;
import dev.pendant.cam.attribution.LayerGradientShap;
import dev.pendant.cam.attribution.LayerIntegratedGradients;
import dev.pendant.cam.attribution.NoisyGradients;
import dev.pendant.cam.attribution.SmoothGrad;
import dev.pendant.cam.attribution.SmoothGradSquared;
import dev.pendant.cam.attribution.VarGrad;
import dev.pendant.cam.method.Features;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What layer attributions must sum to, and where they must agree with others. */
abstract class LayerAttributionAxiomCases extends ResidualBase {

  private double[] scores(Tensor input) {
    float[] all = dying(ResidualNet.of(backend())).call(input).toFloatArray();
    int samples = input.shape().getInt(0);
    return IntStream.range(0, 2)
        .mapToDouble(sample -> all[Math.min(sample, samples - 1) * 3 + (sample == 0 ? 2 : 0)])
        .toArray();
  }

  private Tensor everywhere(float value) {
    float[] values = new float[144];
    Arrays.fill(values, value);
    return tensor(values, 1, 2, 9, 8);
  }

  private void assertSums(Attribution attribution, Tensor baseline, double tolerance) {
    double[] of = scores(ResidualNet.input(backend()));
    double[] less = scores(baseline);
    for (int sample = 0; sample < 2; sample++) {
      assertThat(attribution.total(sample)).isCloseTo(of[sample] - less[sample], within(tolerance));
    }
  }

  @Test
  void layerIntegratedGradientsSumToTheDifferenceOfScores() {
    AttributionMethod fine =
        new LayerIntegratedGradients(IntegrationRule.RIEMANN_MIDDLE, 1000, 0.5);

    assertSums(attribute(fine, "bn1"), everywhere(0.5f), 5e-3);
    assertSums(attribute(fine, "pool1"), everywhere(0.5f), 5e-3);
    // One place is enough where the tail is linear.
    AttributionMethod coarse = new LayerIntegratedGradients(IntegrationRule.RIEMANN_LEFT, 2, 0.5);
    assertSums(attribute(coarse, "relu4"), everywhere(0.5f), 1e-4);
  }

  @Test
  void layerDeepLiftSumsToTheDifferenceOfScores() {
    assertSums(attribute(new LayerDeepLift(), "pool1"), everywhere(0), 1e-4);
    assertSums(attribute(new LayerDeepLift(), "pool2"), everywhere(0), 1e-4);
  }

  @Test
  void layerDeepLiftShapIsTheMeanOverBaselines() {
    Tensor baselines = ResidualNet.baselines(backend());
    Attribution all = attribute(new LayerDeepLiftShap(baselines), "pool1");
    List<Attribution> alone =
        IntStream.range(0, 3)
            .mapToObj(i -> new LayerDeepLiftShap(baselines.slice(0, i, i + 1)))
            .map(method -> attribute(method, "pool1"))
            .toList();

    for (int i = 0; i < 3; i++) {
      assertSums(alone.get(i), baselines.slice(0, i, i + 1), 1e-4);
    }
    for (int sample = 0; sample < 2; sample++) {
      int of = sample;
      double mean = alone.stream().mapToDouble(one -> one.total(of)).average().orElseThrow();
      assertThat(all.total(sample)).isCloseTo(mean, within(1e-4));
    }
  }

  @Test
  void oneBaselineOfZerosIsDeepLift() {
    Tensor input = ToyGolden.input(backend());
    Explainer toy = Explainer.of(dying(ToyGolden.model(backend()))).layer("relu1");
    Tensor zeros = tensor(new float[84], 1, 2, 6, 7);

    assertSame(
        toy.attribute(new DeepLiftShap(zeros), input, TARGET),
        toy.attribute(new DeepLift(), input, TARGET),
        1e-7);
    assertSame(
        toy.attribute(new LayerDeepLiftShap(zeros), input, TARGET),
        toy.attribute(new LayerDeepLift(), input, TARGET),
        1e-7);
  }

  /** A layer that takes the input is the input. */
  @Test
  void atTheInputOfTheFirstLayerTheyAreThoseOfTheInput() {
    Tensor baselines = tensor(ToyGolden.sine(252, 0.4, 0.61, 0.7), 3, 2, 6, 7);
    Explainer toy = Explainer.of(dying(ToyGolden.model(backend()))).layer("conv1:input");
    List<List<AttributionMethod>> pairs =
        List.of(
            List.of(
                new LayerIntegratedGradients(IntegrationRule.TRAPEZOID, 10, 0.2),
                new IntegratedGradients(IntegrationRule.TRAPEZOID, 10, 0.2)),
            List.of(new LayerDeepLift(), new DeepLift()),
            List.of(new LayerDeepLiftShap(baselines), new DeepLiftShap(baselines)),
            List.of(
                new LayerGradientShap(baselines, 7, 0.3, 4),
                new GradientShap(baselines, 7, 0.3, 4)));
    for (List<AttributionMethod> pair : pairs) {
      Tensor input = ToyGolden.input(backend());
      assertSame(
          toy.attribute(pair.get(0), input, TARGET),
          toy.attribute(pair.get(1), input, TARGET),
          1e-6);
    }
  }

  @Test
  void squaredGradientsAreTheVarianceAndTheSquareOfTheMean() {
    NoisyGradients noise = NoisyGradients.CAPTUM;
    Features square = attribute(new SmoothGradSquared(noise), "bn1").values();
    Features mean = attribute(new SmoothGrad(noise), "bn1").values();
    Features variance = attribute(new VarGrad(noise), "bn1").values();
    for (int p = 0; p < square.positions(); p++) {
      double expected = variance.at(1, 0, p) + Math.pow(mean.at(1, 0, p), 2);
      assertThat(square.at(1, 0, p)).isCloseTo(expected, within(1e-6));
    }
    assertThat(square.max(1, 0)).isPositive();
  }
}
