package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.AttributionMethod;
import dev.pendant.cam.attribution.LayerActivation;
import dev.pendant.cam.attribution.LayerFeatureAblation;
import dev.pendant.cam.attribution.LayerFeaturePermutation;
import dev.pendant.cam.attribution.LayerGroup;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Groups of values of a layer that are set to a baseline, or exchanged among samples. */
abstract class LayerGroupCases extends ResidualBase {

  @Test
  void aChannelIsWorthWhatItsAbsenceTakes() {
    Features activation = attribute(new LayerActivation(), "pool1").values();
    Features lost = attribute(new LayerFeatureAblation(LayerGroup.CHANNEL, 0), "pool1").values();
    for (int k = 0; k < activation.channels(); k++) {
      boolean dead = activation.max(0, k) == 0 && activation.min(0, k) == 0;
      assertThat(lost.at(0, k, 0) == 0).isEqualTo(dead);
      assertThat(lost.channel(0, k)).containsOnly(lost.at(0, k, 0));
    }
  }

  @Test
  void groupsThatAreAtTheBaselineAlreadyTakeNoRun() {
    Explainer pooled = Explainer.of(dying(Nets.pooled(backend()))).layer("relu");
    Tensor picture = Nets.picture(backend()); // relu returns 4 values above 0 and 4 zeros
    pooled.attribute(new LayerFeatureAblation(), picture, Target.classIndex(1));
    long all = linearLayers();
    backend().reset();
    double[] lost =
        pooled
            .memory(new MemoryBudget(1))
            .attribute(new LayerFeatureAblation(), picture, Target.classIndex(1))
            .values()
            .sample(0);

    assertThat(all).isEqualTo(2); // the model, and four tails side by side
    assertThat(linearLayers()).isEqualTo(5);
    // class 1: 0.5 mean(relu(x)) + mean(relu(-x)) + 0.25
    assertThat(lost).containsExactly(0.125, 0, 0.375, 0, 0, 0.5, 0, 1);
  }

  /** A tail that enlarges, run with groups side by side and by the whole model. */
  @Test
  void transposedConvolutionsKeepRowsApart() {
    Tensor weight = tensor(ToyGolden.sine(16, 1, 0.9, 0.4), 2, 2, 2, 2);
    Layer larger =
        new Layer() {
          @Override
          protected Tensor forward(Tensor x) {
            Op op =
                new Op.ConvTranspose2d(Size.square(2), Padding.NONE, new Size(0, 0), Size.ONE, 1);
            return Operators.apply(op, x, weight);
          }
        };
    Module model =
        dying(
            new Sequential(
                Nets.conv(backend(), 1, -1), larger, new ReLU(), new AdaptiveAvgPool2d(1, 1)));
    Explainer there = Explainer.of(model).layer("0");
    Tensor picture = Nets.picture(backend());
    Target one = Target.classIndex(1);
    backend().reset();
    double[] found = there.attribute(new LayerFeatureAblation(), picture, one).values().sample(0);

    assertThat(backend().evaluated().stream().filter("ConvTranspose2d"::equals)).hasSize(2);
    assertThat(found)
        .containsExactly(
            there
                .withoutShortcuts()
                .attribute(new LayerFeatureAblation(), picture, one)
                .values()
                .sample(0),
            within(1e-6))
        .doesNotContain(0);
  }

  private long linearLayers() {
    return backend().evaluated().stream().filter("Linear"::equals).count();
  }

  @Test
  void samplesExchangeChannelsByTheSeed() {
    Module model = dying(ResidualNet.of(backend()));
    Tensor two = ResidualNet.input(backend());
    Tensor five = Operators.apply(new Op.Concat(0), two, ResidualNet.baselines(backend()));
    Explainer there = Explainer.of(model).layer("bn1");
    Target target = Target.classIndex(1);
    AttributionMethod first = new LayerFeaturePermutation(LayerGroup.CHANNEL, 1);
    double[] found = there.attribute(first, five, target).values().sample(0);

    assertThat(there.attribute(first, five, target).values().sample(0)).containsExactly(found);
    assertThat(
            there
                .attribute(new LayerFeaturePermutation(LayerGroup.CHANNEL, 2), five, target)
                .values()
                .sample(0))
        .isNotEqualTo(found);
    assertThatThrownBy(() -> there.attribute(first, two.slice(0, 0, 1), target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2")
        .hasMessageContaining("layer-feature-ablation");
  }

  /** Among samples that are all the same there is nothing to exchange. */
  @Test
  void sameSamplesLoseNothing() {
    Tensor one = ResidualNet.input(backend()).slice(0, 0, 1);
    Tensor twice = Operators.apply(new Op.Concat(0), one, one);
    Attribution found =
        residual().layer("bn1").attribute(new LayerFeaturePermutation(), twice, null);
    assertThat(found.values().sample(1)).containsOnly(0);
  }
}
