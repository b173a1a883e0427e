package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.PendantException;
import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.target.ClassScore;
import dev.pendant.cam.target.Scores;
import dev.pendant.cam.target.Target;
import dev.pendant.cam.target.TargetException;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

abstract class ExplainerCases extends OnBackend {

  private static final float[] TOP_CLASS_AT_RELU = {0.125f, 0.5f, 0.375f, 1};

  private Sequential model() {
    return dying(Nets.pooled(backend()));
  }

  private Tensor picture() {
    return Nets.picture(backend());
  }

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

  // --- the layer ------------------------------------------------------------------------------

  @Test
  void autoPicksTheLastLayerWithSpatialExtent() {
    Explanation why = Explainer.of(model()).explain(picture()).get(0);

    assertThat(why.provenance().layer()).isEqualTo("relu");
    assertThat(why.raw().values()).containsExactly(TOP_CLASS_AT_RELU);
  }

  @Test
  void autoRunsTheModelOnceMoreTheFirstTimeOnly() {
    Explainer explainer = Explainer.of(model());
    Tensor picture = picture();

    explainer.explain(picture);
    assertThat(Collections.frequency(backend().evaluated(), "Conv2d")).isEqualTo(2);
    assertThat(backend().recorded()).containsExactly("AdaptiveAvgPool2d", "Reshape", "Linear");
    backend().reset();
    explainer.explain(picture);
    assertThat(Collections.frequency(backend().evaluated(), "Conv2d")).isEqualTo(1);
  }

  @Test
  void autoPicksAContainerThatEndsWithItsLastSpatialChild() {
    Sequential model =
        dying(
            new Sequential(
                new Sequential(Nets.conv(backend(), 1, -1), new ReLU()),
                new dev.pendant.nn.AdaptiveAvgPool2d(1, 1)));

    assertThat(Explainer.of(model).explain(picture()).get(0).provenance().layer()).isEqualTo("0");
  }

  @Test
  void autoRefusesAModelWithoutPictures() {
    Sequential model = dying(new Sequential(Nets.linear(backend(), new float[4], new float[2])));

    assertThatThrownBy(() -> Explainer.of(model).explain(tensor(new float[] {1, 2}, 1, 2)))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("nothing for 'auto' to pick");
  }

  @Test
  void aLayerWithoutPositionsIsRefused() {
    assertThatThrownBy(() -> Explainer.of(model()).layer("flatten").explain(picture()))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("layer 'flatten' returned [1, 2]");
  }

  @Test
  void aLayerWithASinglePositionIsRefused() {
    assertThatThrownBy(() -> Explainer.of(model()).layer("pool").explain(picture()))
        .isInstanceOf(LayerException.class)
        .hasMessageContaining("[1, 2, 1, 1], one position for the whole picture");
  }

  // --- the target -----------------------------------------------------------------------------

  @Test
  void aClassOutOfRangeIsRefusedWithTheRange() {
    assertThatThrownBy(() -> Explainer.of(model()).explain(picture(), Target.classIndex(2)))
        .isInstanceOf(TargetException.class)
        .hasMessage("class 2 is out of range: the model has 2 classes, 0 to 1");
    assertThatThrownBy(() -> Explainer.of(model()).explain(picture(), Target.classIndex(-1)))
        .isInstanceOf(TargetException.class);
  }

  @Test
  void moreTopClassesThanThereAreAreRefused() {
    assertThatThrownBy(() -> Explainer.of(model()).explain(picture(), Target.top(3)))
        .isInstanceOf(TargetException.class)
        .hasMessage("cannot name the top 3 classes: the model has 2");
    assertThatThrownBy(() -> Target.top(0)).isInstanceOf(TargetException.class);
  }

  @Test
  void atATieTheLowerIndexGoesFirstAndNanGoesLast() {
    Scores scores = Scores.of(tensor(new float[] {1, Float.NaN, 3, 3, -1}, 1, 5));

    assertThat(scores.top(0, 5)).extracting(ClassScore::index).startsWith(2, 3, 0, 4);
    assertThat(scores.top(0, 5).get(4).index()).isEqualTo(1);
  }

  @Test
  void probabilitiesOfHugeLogitsDoNotOverflow() {
    Scores scores = Scores.of(tensor(new float[] {1e4f, 1e4f, -1e4f}, 1, 3));

    assertThat(scores.top(0, 3)).extracting(ClassScore::probability).containsExactly(0.5, 0.5, 0.0);
  }

  @Test
  void oneClassPerSampleAndNoFewer() {
    Tensor two = tensor(new float[8], 2, 1, 2, 2);

    assertThatThrownBy(() -> Explainer.of(model()).explain(two, Target.classIndices(1)))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("expected one class per sample, got 1 for a batch of 2");
  }

  @Test
  void scoresMayEndInExtentsOfOne() {
    Explanation why =
        Explainer.of(dying(Nets.poolingOnly(backend()))).layer("relu").explain(picture()).get(0);

    assertThat(why.classIndex()).isEqualTo(1);
    assertThat(why.raw().values()).containsExactly(0, 0.5f, 0, 1);
  }

  @Test
  void ofSeveralOutputsTheFirstHoldsTheScores() {
    Sequential scores = model();
    Module withFeatures =
        new Module() {
          {
            register("net", scores);
          }

          @Override
          public Tensors forward(Tensors inputs) {
            Tensors outputs = scores.call(inputs);
            return Tensors.of(outputs.single(), inputs.single());
          }
        };

    assertThat(
            Explainer.of(withFeatures).layer("net.relu").explain(picture()).get(0).raw().values())
        .containsExactly(TOP_CLASS_AT_RELU);
  }

  @Test
  void outputsThatAreNoClassScoresAreRefused() {
    Sequential model = dying(new Sequential(Nets.conv(backend(), 1, -1), new ReLU()));

    assertThatThrownBy(() -> Explainer.of(model).layer("0").explain(picture()))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("float32[1, 2, 2, 2]");
  }

  // --- leaving no trace -----------------------------------------------------------------------

  @Test
  void nothingNativeIsLeftAfterAnExplanation() {
    Explainer explainer = Explainer.of(model());
    Tensor picture = picture();
    long before = backend().liveArrays();

    explainer.explain(picture, Target.top(2));

    assertThat(backend().liveArrays()).isEqualTo(before);
  }

  @Test
  void nothingNativeIsLeftWhereAnythingFails() {
    Sequential model = model();
    Explainer explainer = Explainer.of(model).layer("conv");
    Tensor picture = picture();
    CamMethod failing =
        new CamMethod() {
          @Override
          public String id() {
            return "failing";
          }

          @Override
          public Tensor map(Evidence evidence) {
            evidence.gradient();
            throw new IllegalStateException("mine");
          }
        };
    long before = backend().liveArrays();
    List<ThrowingCallable> failures = new ArrayList<>();
    failures.add(() -> explainer.explain(picture, Target.classIndex(7)));
    failures.add(() -> explainer.method(failing).explain(picture));
    failures.add(() -> explainer.layer("flatten").explain(picture));
    failures.add(() -> explainer.layer("nowhere").explain(picture));
    for (ThrowingCallable failure : failures) {
      assertThatThrownBy(failure).isInstanceOf(RuntimeException.class);
      assertThat(backend().liveArrays()).isEqualTo(before);
      assertThat(GradMode.isEnabled()).isTrue();
    }
  }

  @Test
  void nothingNativeIsLeftWhereAUsersHookFails() {
    Sequential model = model();
    Tensor picture = picture();
    long before = backend().liveArrays();
    try (HookHandle forward =
        model
            .find("fc")
            .registerForwardHook(
                (m, in, out) -> {
                  throw new IllegalStateException("mine");
                })) {
      assertThatThrownBy(() -> Explainer.of(model).explain(picture)).hasMessage("mine");
      assertThatThrownBy(() -> Explainer.of(model).layer("relu").explain(picture))
          .hasMessage("mine");
    }
    try (HookHandle backward =
        model
            .find("fc")
            .registerBackwardHook(
                (m, in, out) -> {
                  throw new IllegalStateException("mine too");
                })) {
      assertThatThrownBy(() -> Explainer.of(model).explain(picture)).hasMessage("mine too");
    }
    assertThat(backend().liveArrays()).isEqualTo(before);
    assertThat(Explainer.of(model).layer("relu").explain(picture).get(0).raw().values())
        .containsExactly(TOP_CLASS_AT_RELU);
  }

  @Test
  void parametersThatRequireGradientsKeepTheirOwn() {
    Sequential model = model();
    model.namedParameters().values().forEach(Tensor::requireGrad);

    Explanation why = Explainer.of(model).layer("relu").explain(picture()).get(0);

    assertThat(why.raw().values()).containsExactly(TOP_CLASS_AT_RELU);
    assertThat(model.namedParameters().values()).allMatch(weight -> weight.grad() == null);
  }

  @Test
  void theCallerMayHaveSwitchedGradModeOff() {
    try (GradMode.Guard off = Autograd.noGrad()) {
      assertThat(Explainer.of(model()).layer("relu").explain(picture()).get(0).raw().values())
          .containsExactly(TOP_CLASS_AT_RELU);
      assertThat(GradMode.isEnabled()).isFalse();
    }
  }

  @Test
  void theAnswerSaysWhereItCameFrom() {
    Provenance from = Explainer.of(model()).explain(picture()).get(0).provenance();

    assertThat(from.method()).isEqualTo("grad-cam");
    assertThat(from.backend()).isEqualTo(backendId());
    assertThat(from.version()).isEqualTo(backend().version());
    assertThat(from.device()).isEqualTo(backend().device());
    assertThat(from.forward()).isPositive();
    assertThat(from.explain()).isPositive();
  }

  @Test
  void oneModelIsExplainedByManyThreadsAtOnce() throws Exception {
    Sequential model = model();
    Explainer explainer = Explainer.of(model).layer("relu");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> maps = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        float scale = 1 + i;
        maps.add(threads.submit(() -> scaledMap(explainer, scale)));
      }
      for (int i = 0; i < maps.size(); i++) {
        float scale = 1 + i;
        float[] expected = {0.125f * scale, 0.5f * scale, 0.375f * scale, scale};
        assertThat(maps.get(i).get()).containsExactly(expected, within(1e-4f));
      }
    } finally {
      threads.shutdown();
    }
  }

  private float[] scaledMap(Explainer explainer, float scale) {
    float[] picture = new float[4];
    for (int i = 0; i < 4; i++) {
      picture[i] = Nets.PICTURE[i] * scale;
    }
    try (Tensor input = tensor(picture, 1, 1, 2, 2)) {
      return explainer.explain(input).get(0).raw().values();
    }
  }
}
