package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.PendantException;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The maps themselves, and their status. */
abstract class ExplainerCases extends ExplainerBase {

  // --- maps by hand ---------------------------------------------------------------------------

  @Test
  void gradCamWeighsChannelsByTheirMeanGradient() {
    Explanation why = Explainer.of(model()).layer("relu").explain(picture()).get(0);

    assertThat(why.raw().values()).containsExactly(TOP_CLASS_AT_RELU);
    assertThat(why.classIndex()).isEqualTo(1);
    assertThat(why.score().logit()).isEqualTo(2.25);
    assertThat(why.score().probability()).isEqualTo(1 / (1 + Math.exp(-4.25)), within(1e-12));
    assertThat(why.status()).isEqualTo(Status.OK);
    assertThat(why.normalized().values())
        .containsExactly(new float[] {0, 0.42857143f, 0.2857143f, 1}, within(1e-6f));
  }

  @Test
  void gradCamThroughANonLinearTail() {
    Explanation why = Explainer.of(model()).layer("conv").explain(picture()).get(0);

    assertThat(why.raw().values()).containsExactly(-0.0625f, 0.125f, -0.1875f, 0.25f);
  }

  @Test
  void severalClassesShareOneRun() {
    Explainer explainer = Explainer.of(model()).layer("relu");
    backend().reset();

    List<Explanation> both = explainer.explain(picture(), Target.top(2));

    assertThat(both).extracting(Explanation::classIndex).containsExactly(1, 0);
    assertThat(both.get(0).raw().values()).containsExactly(TOP_CLASS_AT_RELU);
    assertThat(both.get(1).raw().values()).containsExactly(0.25f, -1, 0.75f, -2);
    assertThat(backend().recorded()).containsExactly("AdaptiveAvgPool2d", "Reshape", "Linear");
    assertThat(Collections.frequency(backend().evaluated(), "Conv2d")).isEqualTo(1);
  }

  @Test
  void aBatchGivesWhatItsSamplesGiveAlone() {
    float[] other = {-5, 1, 0.5f, 2};
    float[] batch = new float[8];
    System.arraycopy(Nets.PICTURE, 0, batch, 0, 4);
    System.arraycopy(other, 0, batch, 4, 4);
    Explainer explainer = Explainer.of(model()).layer("conv");

    List<Explanation> together =
        explainer.explain(tensor(batch, 2, 1, 2, 2), Target.classIndices(1, 0));

    assertThat(together).extracting(Explanation::sample).containsExactly(0, 1);
    assertThat(together).extracting(Explanation::classIndex).containsExactly(1, 0);
    assertThat(together.get(0).raw().values())
        .containsExactly(one(explainer, Nets.PICTURE, 1), within(1e-6f));
    assertThat(together.get(1).raw().values())
        .containsExactly(one(explainer, other, 0), within(1e-6f));
  }

  private float[] one(Explainer explainer, float[] picture, int index) {
    return explainer
        .explain(tensor(picture, 1, 1, 2, 2), Target.classIndex(index))
        .get(0)
        .raw()
        .values();
  }

  @Test
  void theOrderOfChannelsDoesNotMatter() {
    Sequential swapped =
        dying(
            new Sequential(
                Nets.conv(backend(), -1, 1),
                new ReLU(),
                new dev.pendant.nn.AdaptiveAvgPool2d(1, 1),
                new dev.pendant.nn.Flatten(),
                Nets.linear(backend(), new float[] {-2, 1, 1, 0.5f}, new float[] {0, 0.25f})));

    assertThat(Explainer.of(swapped).layer("1").explain(picture()).get(0).raw().values())
        .containsExactly(TOP_CLASS_AT_RELU, within(1e-6f));
  }

  // --- status ---------------------------------------------------------------------------------

  @Test
  void onlyNegativeEvidenceGivesABlankMap() {
    Sequential model = dying(Nets.pooled(backend(), new float[] {-1, -2, -3, -4}, new float[2]));

    Explanation why = Explainer.of(model).layer("relu").explain(picture()).get(0);

    assertThat(why.status()).isEqualTo(Status.BLANK);
    assertThat(why.raw().max()).isLessThanOrEqualTo(0);
    assertThat(why.raw().min()).isNegative();
    assertThat(why.normalized().values()).containsOnly(0);
  }

  @Test
  void nanWeightsGiveAMapThatIsNeverNormalised() {
    Sequential model =
        dying(Nets.pooled(backend(), new float[] {1, 1, Float.NaN, 1}, new float[2]));

    Explanation why =
        Explainer.of(model).layer("relu").explain(picture(), Target.classIndex(1)).get(0);

    assertThat(why.status()).isEqualTo(Status.NON_FINITE);
    assertThatThrownBy(why::normalized)
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("class 1 at layer 'relu' cannot be normalised");
    assertThatThrownBy(() -> why.resized(4, 4)).isInstanceOf(PendantException.class);
  }
}
