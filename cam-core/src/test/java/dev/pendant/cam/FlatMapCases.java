package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.method.GradCamPlusPlus;
import dev.pendant.cam.method.ScoreCam;
import dev.pendant.cam.method.XGradCam;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a layer shows the same everywhere, or sums to nothing, rounding makes no map. */
abstract class FlatMapCases extends ExplainerBase {

  private static final Target ONE = Target.classIndex(1);

  /** 33 x 31 values of 0.3, which convolutions sum in more than one order. */
  private Tensor grey() {
    float[] values = new float[33 * 31];
    Arrays.fill(values, 0.3f);
    return tensor(values, 1, 1, 33, 31);
  }

  private Module twoConvolutions() {
    float[] first = new float[3 * 9];
    float[] second = new float[3 * 3 * 9];
    for (int i = 0; i < second.length; i++) {
      first[i % first.length] = 0.1f + 0.013f * (i % 7);
      second[i] = 0.07f - 0.011f * (i % 5);
    }
    Sequential net = dying(Nets.pooled(backend(), new float[] {1, 2, 3, 2, 1, 1}, new float[2]));
    return dying(
        new Sequential(
            new dev.pendant.nn.Conv2d(tensor(first, 3, 1, 3, 3), null),
            new dev.pendant.nn.Conv2d(tensor(second, 3, 3, 3, 3), null),
            net.find("pool"),
            net.find("flatten"),
            net.find("fc")));
  }

  private Explanation ofGrey(Module model, String id) {
    return Explainer.of(model)
        .method(Preset.PENDANT.method(id))
        .layer("1")
        .explain(grey(), ONE)
        .get(0);
  }

  @Test
  void aMapThatVariesByRoundingAloneIsTheSameEverywhere() {
    Module model = twoConvolutions();
    for (String id : List.of("grad-cam", "layer-cam", "xgrad-cam")) {
      Explanation why = ofGrey(model, id);

      float[] finished = why.resized(4, 4).values();
      assertThat(finished).as(id).containsOnly(finished[0]);
    }
  }

  @Test
  void whatVariesByRoundingAloneHasNoPrincipalComponent() {
    Module model = twoConvolutions();
    for (String id : List.of("eigen-cam", "eigen-grad-cam", "seg-eigen-cam", "kpca-cam")) {
      Explanation why = ofGrey(model, id);

      assertThat(why.status()).as(id).isEqualTo(Status.BLANK);
      assertThat(why.raw().values()).as(id).containsOnly(0);
    }
  }

  @Test
  void theMostVaryingChannelsOfASampleWithoutAnyAreWorthTheSame() {
    Tensor both = tensor(new float[] {2, 2, 2, 2, 1, -2, 3, -4}, 2, 1, 2, 2);
    Explainer explainer = Explainer.of(model()).layer("relu");
    List<Explanation> top = explainer.method(new ScoreCam().top(1)).explain(both, ONE);
    List<Explanation> all = explainer.method(new ScoreCam()).explain(both, ONE);

    assertThat(top.get(0).status()).isEqualTo(Status.OK);
    assertThat(top.get(0).raw().values()).containsExactly(all.get(0).raw().values(), within(1e-6f));
    Tensor alone = tensor(new float[] {1, -2, 3, -4}, 1, 1, 2, 2);
    assertThat(top.get(1).raw().values())
        .as("whatever else is in the batch")
        .containsExactly(
            explainer.method(new ScoreCam().top(1)).explain(alone, ONE).get(0).raw().values(),
            within(1e-6f));
  }

  // --- channels that sum to nothing -----------------------------------------------------------

  private Tensor picture(float first) {
    return tensor(new float[] {first, -1, 1, -1}, 1, 1, 2, 2);
  }

  @Test
  void xGradCamOfAChannelThatSumsToRoundingHasNoAverageGradient() {
    Explainer explainer = Explainer.of(model()).layer("conv").method(new XGradCam());
    Target curved = Target.function(y -> y.slice(1, 0, 1).reshape(-1));

    for (float first : new float[] {1, Math.nextUp(1f)}) {
      Explanation why = explainer.explain(picture(first), curved).get(0);
      assertThat(why.raw().max()).as("%s", first).isLessThan(10);
    }
  }

  @Test
  void xGradCamAndItsMapsOfAllClassesAgreeOnAChannelThatSumsToZero() {
    Explainer explainer = Explainer.of(model()).layer("conv").method(new XGradCam());
    Sequential pooled = dying(Nets.twoChannels(backend()));
    Explainer direct = Explainer.of(pooled).layer("conv").method(new XGradCam());
    Tensor zeroSum = tensor(new float[] {1, -2, 3, -2}, 1, 1, 2, 2);

    assertThat(direct.explain(zeroSum, ONE).get(0).raw().values())
        .containsExactly(direct.allClasses(zeroSum).map(0, 1).values(), within(1e-6f));
    assertThat(explainer.explain(zeroSum, ONE)).hasSize(1);
  }

  @Test
  void gradCamPlusPlusDoesNotDivideByRounding() {
    Sequential pooled = dying(Nets.twoChannels(backend()));
    Explainer explainer = Explainer.of(pooled).layer("conv").method(new GradCamPlusPlus());
    // The gradient of channel 0 is 1 / 8, so a sum of -16 makes the divisor 2 - 16 / 8 = 0.
    for (float first : new float[] {-4, Math.nextDown(-4f), Math.nextUp(-4f)}) {
      Tensor input = tensor(new float[] {first, -4, -4, -4}, 1, 1, 2, 2);

      HeatMap map = explainer.explain(input, ONE).get(0).raw();
      assertThat(Math.max(map.max(), -map.min())).as("%s", first).isLessThan(10);
    }
  }
}
