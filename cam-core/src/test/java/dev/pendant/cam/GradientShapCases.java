package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.AttributionMethod;
import dev.pendant.cam.attribution.DeepLiftShap;
import dev.pendant.cam.attribution.GradientShap;
import dev.pendant.cam.attribution.IntegratedGradients;
import dev.pendant.cam.attribution.IntegrationRule;
import dev.pendant.cam.attribution.InternalInfluence;
import dev.pendant.cam.attribution.LayerConductance;
import dev.pendant.cam.attribution.LayerDeepLiftShap;
import dev.pendant.cam.attribution.LayerGradientShap;
import dev.pendant.cam.attribution.LayerIntegratedGradients;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Draws of gradient SHAP: what decides them, what many of them come to; numbers that are refused.
 */
abstract class GradientShapCases extends ResidualBase {

  @Test
  void manyDrawsOfGradientShapComeCloseToIntegratedGradients() {
    Tensor input = ToyGolden.input(backend());
    Explainer toy = Explainer.of(dying(ToyGolden.model(backend())));
    float[] half = new float[84];
    Arrays.fill(half, 0.5f);
    Tensor baselines = tensor(half, 1, 2, 6, 7);
    Attribution exact =
        toy.attribute(
            new IntegratedGradients(IntegrationRule.RIEMANN_MIDDLE, 500, 0.5), input, TARGET);

    double few = distance(toy, new GradientShap(baselines, 4, 0, 1), exact);
    double many = distance(toy, new GradientShap(baselines, 1000, 0, 1), exact);

    double size = Math.sqrt(Arrays.stream(exact.values().sample(0)).map(x -> x * x).sum());
    assertThat(many).isLessThan(0.05 * size).isLessThan(few / 3);
  }

  private double distance(Explainer toy, AttributionMethod method, Attribution exact) {
    double[] found = toy.attribute(method, ToyGolden.input(backend()), TARGET).values().sample(0);
    double[] expected = exact.values().sample(0);
    return Math.sqrt(
        IntStream.range(0, found.length)
            .mapToDouble(i -> Math.pow(found[i] - expected[i], 2))
            .sum());
  }

  @Test
  void theSeedDecidesAllDraws() {
    Tensor baselines = ResidualNet.baselines(backend());
    Attribution first = attribute(new GradientShap(baselines, 3, 0.1, 5), "bn1");

    assertSame(attribute(new GradientShap(baselines, 3, 0.1, 5), "bn1"), first, 0);
    assertThat(attribute(new GradientShap(baselines, 3, 0.1, 9), "bn1").total(0))
        .isNotCloseTo(first.total(0), within(1e-3));
    assertThat(attribute(new GradientShap(baselines, 3, 0, 5), "bn1").total(0))
        .isNotCloseTo(first.total(0), within(1e-3));
  }

  @Test
  void baselinesMustFitTheInput() {
    Tensor other = tensor(new float[3 * 2 * 5], 3, 2, 5);
    Stream.<AttributionMethod>of(
            new DeepLiftShap(other),
            new LayerDeepLiftShap(other),
            new GradientShap(other),
            new LayerGradientShap(other))
        .forEach(
            method ->
                assertThatThrownBy(() -> attribute(method, "pool1"))
                    .as(method.id())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[2, 9, 8]")
                    .hasMessageContaining("[2, 5]"));
    assertThatThrownBy(() -> new GradientShap(tensor(new float[3], 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[m, c, ...]");
    assertThatThrownBy(() -> new DeepLiftShap(Tensor.of(backend(), new long[4], 2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("floating");
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    Tensor baselines = ResidualNet.baselines(backend());
    assertThatThrownBy(() -> new GradientShap(baselines, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 copy");
    assertThatThrownBy(() -> new LayerGradientShap(baselines, 5, Double.NaN, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new LayerIntegratedGradients(IntegrationRule.RIEMANN_LEFT, 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2 steps");
    assertThatThrownBy(() -> new LayerConductance(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new InternalInfluence(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
