package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.PendantException;
import dev.pendant.cam.metric.Arcc;
import dev.pendant.cam.metric.AverageDrop;
import dev.pendant.cam.metric.Coherency;
import dev.pendant.cam.metric.Complexity;
import dev.pendant.cam.metric.DeletionAuc;
import dev.pendant.cam.metric.Explained;
import dev.pendant.cam.metric.IncreaseInConfidence;
import dev.pendant.cam.metric.Infidelity;
import dev.pendant.cam.metric.InsertionAuc;
import dev.pendant.cam.metric.MaxSensitivity;
import dev.pendant.cam.metric.Metric;
import dev.pendant.cam.metric.Perturbation;
import dev.pendant.cam.metric.Road;
import dev.pendant.cam.metric.Subject;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Conv2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What metrics refuse, what they are worth at the ends of their ranges, and what they draw. */
abstract class MetricEdgeCases extends OnBackend {

  private static final HeatMap RANKED = HeatMap.of(2, 2, 1, 0.75f, 0.5f, 0.25f);

  private static final List<Metric> OF_SHARES =
      List.of(
          new AverageDrop(),
          new IncreaseInConfidence(),
          new Coherency(),
          new Complexity(),
          new Arcc());

  private static final List<Metric> OF_ANY_RANGE =
      List.of(
          Road.combined(),
          new InsertionAuc(),
          new DeletionAuc(),
          new Infidelity(),
          new MaxSensitivity());

  private Explained explained(Finish finish) {
    Module model = dying(Nets.pooled(backend()));
    Subject subject =
        Subject.of(model, Nets.picture(backend()), Target.classIndex(0).probability());
    return Explained.by(Explainer.of(model).layer("relu"), finish, subject);
  }

  private Explained explained(HeatMap map) {
    return Explained.of(explained(Preset.PENDANT).subject(), map);
  }

  // --- ranges ---------------------------------------------------------------------------------

  @Test
  void mapsThatAreNoSharesAreRefusedByMetricsThatTakeThemAsShares() {
    Explained captum = explained(Preset.CAPTUM);
    assertThat(captum.map().min()).isLessThan(-0.01f);

    for (Metric metric : OF_SHARES) {
      assertThatThrownBy(() -> metric.value(captum))
          .as(metric.id())
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("a map from 0 to 1")
          .hasMessageContaining("Preset.PENDANT")
          .hasMessageContaining("forDrawing()");
      assertThatThrownBy(() -> metric.value(explained(RANKED.map(v -> 1.01 * v))))
          .as(metric.id())
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("got 0.2525 to 1.01");
    }
  }

  @Test
  void otherMetricsTakeMapsOfAnyRange() {
    Explained captum = explained(Preset.CAPTUM);

    for (Metric metric : OF_ANY_RANGE) {
      assertThat(metric.value(captum)).as(metric.id()).isFinite();
    }
  }

  @Test
  void everyFinishThatNormalisesIsInRange() {
    for (Finish finish : List.of(Preset.PENDANT, Preset.PYTORCH_GRAD_CAM, Preset.TORCH_CAM)) {
      for (Metric metric : OF_SHARES) {
        assertThat(metric.value(explained(finish))).as(metric.id()).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void roundingBeyondTheEndsIsNoReasonToRefuse() {
    HeatMap rounded = HeatMap.of(2, 2, 1.0000001f, 1.0000001f, 1.0000001f, 1.0000001f);

    assertThat(new Complexity().value(explained(rounded))).isEqualTo(1);
    assertThat(new Complexity().value(explained(rounded.map(v -> 1 - v)))).isZero();
  }

  // --- pictures -------------------------------------------------------------------------------

  @Test
  void aPictureThatIsNotFiniteIsRefused() {
    Module model = dying(Nets.pooled(backend()));

    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThatThrownBy(
              () ->
                  Subject.of(model, tensor(new float[] {1, bad, 3, bad}, 1, 1, 2, 2), Target.top()))
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("expected a picture of finite values, got " + bad)
          .hasMessageContaining("at 1 of 4");
    }
  }

  @Test
  void aPictureOfOneValueIsAsCoherentAsAMapThatIsTheSameEverywhere() {
    Op.Conv2d padded = new Op.Conv2d(Size.ONE, new Padding(1, 1, 1, 1), Size.ONE, 1);
    Tensor weight = tensor(new float[] {1, -1}, 2, 1, 1, 1);
    Module model =
        dying(
            new Sequential(
                new Conv2d(weight, null, padded),
                new AdaptiveAvgPool2d(1, 1),
                new Flatten(),
                Nets.linear(backend(), Nets.FC_WEIGHT, new float[2])));
    Subject subject =
        Subject.of(model, tensor(new float[] {2}, 1, 1, 1, 1), Target.classIndex(0).probability());
    Explained one = Explained.by(Explainer.of(model).layer("0"), subject);

    assertThat(new Coherency().value(one)).isEqualTo(0.5);
    assertThat(new Arcc().value(one)).isBetween(0.0, 1.0);
  }

  // --- steps ----------------------------------------------------------------------------------

  @Test
  void atMostAsManyStepsAreMadeAsThereArePixels() {
    int most = Integer.MAX_VALUE;

    assertThat(new DeletionAuc(most, 0, 0).value(explained(RANKED)))
        .isEqualTo(new DeletionAuc(4, 0, 0).value(explained(RANKED)));
    assertThat(new InsertionAuc(most, 0, 0).value(explained(RANKED)))
        .isEqualTo(new InsertionAuc(4, 0, 0).value(explained(RANKED)));
  }

  // --- draws ----------------------------------------------------------------------------------

  @Test
  void neighbouringSeedsShareNoChange() {
    for (long seed : new long[] {0, 41, Long.MAX_VALUE}) {
      assertThat(drawn(changes -> new Infidelity(changes, 10, true, seed)))
          .hasSize(10)
          .doesNotContainAnyElementsOf(
              drawn(changes -> new Infidelity(changes, 10, true, seed + 1)));
      assertThat(drawn(changes -> new MaxSensitivity(changes, 10, seed)))
          .hasSize(10)
          .doesNotContainAnyElementsOf(drawn(changes -> new MaxSensitivity(changes, 10, seed + 1)));
    }
  }

  private Set<Long> drawn(Function<Perturbation, Metric> metric) {
    Set<Long> drawn = new HashSet<>();
    Perturbation changes = (values, subject, random) -> drawn.add(random.nextLong());
    metric.apply(changes).value(explained(Preset.PENDANT));
    return drawn;
  }

  @Test
  void neighbouringSeedsShareNoNoise() {
    Explained ranked = explained(RANKED);
    Road once = Road.mostRelevantFirst().percentiles(75).noise(1);
    Road twice = Road.mostRelevantFirst().percentiles(75, 75).noise(1);

    double second = 2 * twice.seed(0).value(ranked) - once.seed(0).value(ranked);

    assertThat(second).isNotCloseTo(once.seed(1).value(ranked), within(1e-4));
  }
}
