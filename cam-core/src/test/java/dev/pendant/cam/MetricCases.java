package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.PendantException;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.metric.Arcc;
import dev.pendant.cam.metric.AverageDrop;
import dev.pendant.cam.metric.Coherency;
import dev.pendant.cam.metric.Complexity;
import dev.pendant.cam.metric.DeletionAuc;
import dev.pendant.cam.metric.Direction;
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
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics on a model whose score is a known sum over the picture's pixels. */
abstract class MetricCases extends OnBackend {

  /** Class 0: the sum of the picture's left half, class 1: of its right half. */
  private static final class Halves extends Module {

    private int calls;
    private int mostRows;

    @Override
    public Tensors forward(Tensors inputs) {
      Tensor rows = inputs.single();
      calls++;
      mostRows = Math.max(mostRows, rows.shape().getInt(0));
      long width = rows.shape().get(3);
      Tensor left = rows.slice(3, 0, width / 2).sum(1, 2, 3).reshape(-1, 1);
      Tensor right = rows.slice(3, width / 2, width).sum(1, 2, 3).reshape(-1, 1);
      return Tensors.of(
          dev.pendant.op.Operators.apply(new dev.pendant.op.Op.Concat(1), left, right));
    }
  }

  private static final float[] PICTURE = {4, 3, 1, 1, 2, 1, 0, 0};
  private static final HeatMap LEFT = HeatMap.of(2, 4, 1, 1, 0, 0, 1, 1, 0, 0);
  private static final HeatMap RIGHT = HeatMap.of(2, 4, 0, 0, 1, 1, 0, 0, 1, 1);

  private final Halves halves = new Halves();

  private Subject subject() {
    return Subject.of(halves, tensor(PICTURE, 1, 1, 2, 4), Target.classIndex(0));
  }

  private Explained explained(HeatMap map) {
    return Explained.of(subject(), map);
  }

  private double value(Metric metric, HeatMap map) {
    return metric.value(explained(map));
  }

  @Test
  void aSubjectKnowsItsScoreAndThatOfCopies() {
    Subject subject = subject();

    assertThat(subject.score()).isEqualTo(10);
    assertThat(subject.classIndex()).isZero();
    assertThat(subject.scores(5, (copy, values) -> values[0] = copy))
        .containsExactly(6, 7, 8, 9, 10);
  }

  @Test
  void theClassOfTheUnchangedPictureIsKept() {
    Subject subject = Subject.of(halves, tensor(PICTURE, 1, 1, 2, 4), Target.top());

    assertThat(
            subject.scores(
                1,
                (copy, values) -> {
                  values[2] = 100; // now the right half is on top
                }))
        .containsExactly(10);
  }

  @Test
  void copiesRunInBatchesThatFitTheBudget() {
    Subject wide = subject();
    Subject narrow =
        Subject.of(
            Explainer.of(halves).memory(new MemoryBudget(100)),
            Tensors.of(tensor(PICTURE, 1, 1, 2, 4)),
            Target.classIndex(0));
    Subject.Change change = (copy, values) -> values[1] += copy;

    halves.calls = 0;
    halves.mostRows = 0;
    double[] expected = wide.scores(50, change);
    // One to see what a copy takes, one to see that two stay apart.
    assertThat(halves.calls).isEqualTo(3);
    assertThat(halves.mostRows).isEqualTo(50);

    halves.mostRows = 0;
    assertThat(narrow.scores(50, change)).containsExactly(expected);
    assertThat(halves.mostRows).isLessThan(20);
  }

  @Test
  void averageDropIsTheShareOfTheScoreThatIsLost() {
    assertThat(value(new AverageDrop(), LEFT)).isZero();
    assertThat(value(new AverageDrop(), RIGHT)).isEqualTo(1);
    assertThat(value(new AverageDrop(), LEFT.map(v -> v * 0.75))).isEqualTo(0.25, within(1e-6));
    assertThat(new AverageDrop().value(hidingWhatSpeaksAgainst())).isZero();
  }

  @Test
  void averageDropNeedsAPositiveScore() {
    Subject subject =
        Subject.of(halves, tensor(PICTURE, 1, 1, 2, 4), Target.classIndex(0).decrease());

    assertThatThrownBy(() -> new AverageDrop().value(Explained.of(subject, LEFT)))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("a score above 0, the picture's is -10.0");
  }

  @Test
  void confidenceIncreasesWhereTheMaskedScoreIsHigher() {
    assertThat(value(new IncreaseInConfidence(), LEFT)).isZero();
    assertThat(new IncreaseInConfidence().value(hidingWhatSpeaksAgainst())).isEqualTo(1);
  }

  @Test
  void ofAnAnswerThatIsNoNumberNobodyKnowsWhetherConfidenceIncreases() {
    float[] picture = {4, -3, 1, 1, 2, 1, 0, 0};
    Target logOfFour = Target.function(y -> y.slice(1, 0, 1).reshape(-1).sub(2).log());
    Subject subject = Subject.of(halves, tensor(picture, 1, 1, 2, 4), logOfFour);

    assertThat(subject.score()).isEqualTo(Math.log(2), within(1e-6));
    assertThat(
            new IncreaseInConfidence().value(Explained.of(subject, HeatMap.of(2, 4, new float[8]))))
        .isNaN();
  }

  /** Of the scores 4, -3, 2 and 1 all but the -3 are shown. */
  private Explained hidingWhatSpeaksAgainst() {
    float[] picture = {4, -3, 1, 1, 2, 1, 0, 0};
    return Explained.of(
        Subject.of(halves, tensor(picture, 1, 1, 2, 4), Target.classIndex(0)),
        HeatMap.of(2, 4, 1, 0, 0, 0, 1, 1, 0, 0));
  }

  @Test
  void complexityIsTheMeanOfTheMap() {
    assertThat(value(new Complexity(), LEFT)).isEqualTo(0.5);
    assertThat(value(new Complexity(), LEFT.map(v -> v / 4))).isEqualTo(0.125);
  }

  @Test
  void deletionAndInsertionFollowTheOrderOfTheMap() {
    HeatMap byValue = HeatMap.of(2, 4, PICTURE);

    // Deleting 4, 3, 2, 1 of the left half leaves 10, 6, 3, 1, 0, but the two right ones of value 1
    // come in an order drawn from the seed; a map that separates them fixes it.
    HeatMap map = HeatMap.of(2, 4, 8, 7, 4, 3, 6, 5, 2, 1);
    assertThat(value(new DeletionAuc(8, 0, 0), map))
        .isEqualTo((10 / 2.0 + 6 + 3 + 1 + 0 + 0 + 0 + 0 + 0) / 8, within(1e-6));
    assertThat(value(new InsertionAuc(8, 0, 0), map))
        .isEqualTo((0 / 2.0 + 4 + 7 + 9 + 10 + 10 + 10 + 10 + 10 / 2.0) / 8, within(1e-6));
    // Steps of ceil(8 / 3) = 3 pixels: shares 0, 3/8, 6/8, 1.
    assertThat(value(new DeletionAuc(3, 0, 0), map))
        .isEqualTo((10 + 1) / 2.0 * 3 / 8 + (1 + 0) / 2.0 * 3 / 8, within(1e-6));
    assertThat(value(new DeletionAuc(8, 1, 0), byValue)).isGreaterThan(4 / 2.0);
  }

  @Test
  void goodMapsDeleteFasterAndInsertFaster() {
    assertThat(value(new DeletionAuc(), LEFT)).isLessThan(value(new DeletionAuc(), RIGHT));
    assertThat(value(new InsertionAuc(), LEFT)).isGreaterThan(value(new InsertionAuc(), RIGHT));
  }

  @Test
  void roadRemovesExactlyWhatThePercentileSays() {
    HeatMap map = HeatMap.of(2, 4, 8, 7, 4, 3, 6, 5, 2, 1);
    Road morf = Road.mostRelevantFirst().percentiles(87.5).noise(0);

    // One pixel goes, the 4 at the corner; its neighbours 3, 2 and 1 weigh 2, 2 and 1.
    assertThat(value(morf, map)).isEqualTo((3 * 2 + 2 * 2 + 1) / 5.0 - 4, within(1e-6));
    // The last pixel, 0, belongs to the other class.
    assertThat(value(Road.leastRelevantFirst().percentiles(87.5).noise(0), map)).isZero();
    assertThat(value(Road.combined().percentiles(87.5).noise(0), map))
        .isEqualTo((0 - (11 / 5.0 - 4)) / 2, within(1e-6));
  }

  @Test
  void roadSparesSomethingOfAMapThatIsMostlyEmpty() {
    HeatMap empty = HeatMap.of(2, 4, 1, 0, 0, 0, 0, 0, 0, 0);

    assertThat(value(Road.mostRelevantFirst(), empty)).isFinite();
    assertThat(value(Road.combined().seed(5), empty))
        .isEqualTo(value(Road.combined().seed(5), empty))
        .isNotEqualTo(value(Road.combined().seed(6), empty));
  }

  @Test
  void percentilesLieBetween0And100() {
    assertThatThrownBy(() -> Road.combined().percentiles(100))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Road.combined().percentiles())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void trueAttributionsOfALinearModelHaveNoInfidelity() {
    double[] truth = {1, 1, 0, 0, 1, 1, 0, 0};
    double[] wrong = {0, 0, 1, 1, 0, 0, 1, 1};
    Infidelity unscaled = new Infidelity(Perturbation.gaussian(0.2), 10, false, 7);

    assertThat(unscaled.value(subject(), truth)).isCloseTo(0, within(1e-9));
    assertThat(unscaled.value(subject(), wrong)).isGreaterThan(0.01);
    assertThat(value(new Infidelity(), LEFT.map(v -> 5 * v))).isCloseTo(0, within(1e-9));
    assertThat(value(new Infidelity(Perturbation.square(1, 0), 20, false, 1), LEFT))
        .isCloseTo(0, within(1e-9));
  }

  @Test
  void infidelityIsTheMeanSquareOfTheDifference() {
    // Every value falls by 2, so F falls by 8; foretold is 2 * 3.
    Perturbation down =
        (values, subject, random) -> java.util.Arrays.setAll(values, i -> values[i] - 2);
    double[] attributions = {1, 1, 0, 0, 1, 0, 0, 0};

    assertThat(new Infidelity(down, 4, false, 0).value(subject(), attributions))
        .isEqualTo((6 - 8) * (6 - 8), within(1e-6));
    assertThat(new Infidelity(down, 4, true, 0).value(subject(), attributions))
        .isCloseTo(0, within(1e-6));
  }

  @Test
  void aMapThatMovesWithThePictureIsSensitive() {
    Module model = dying(Nets.pooled(backend()));
    Subject subject = Subject.of(model, Nets.picture(backend()), Target.classIndex(1));
    Explained explained = Explained.by(Explainer.of(model).layer("relu"), subject);

    assertThat(new MaxSensitivity(Perturbation.uniform(0), 3, 0).value(explained)).isZero();
    double little = new MaxSensitivity().value(explained);
    double more = new MaxSensitivity(Perturbation.uniform(0.2), 10, 0).value(explained);
    assertThat(little).isPositive().isLessThan(0.1);
    assertThat(more).isGreaterThan(little);
    assertThat(new MaxSensitivity().value(explained)).isEqualTo(little);
  }

  @Test
  void coherencyComparesWithTheMapOfWhatTheMapShows() {
    Module model = dying(Nets.pooled(backend()));
    Subject subject = Subject.of(model, Nets.picture(backend()), Target.classIndex(1));
    Explainer explainer = Explainer.of(model).layer("relu");
    Explained explained = Explained.by(explainer, subject);
    float[] masked = Nets.PICTURE.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] *= explained.map().values()[i];
    }
    HeatMap again =
        explainer.explain(tensor(masked, 1, 1, 2, 2), Target.classIndex(1)).get(0).resized(2, 2);

    assertThat(new Coherency().value(explained))
        .isEqualTo((pearson(explained.map(), again) + 1) / 2, within(1e-6));
    assertThat(new Arcc().value(explained)).isBetween(0.0, 1.0);
  }

  private static double pearson(HeatMap a, HeatMap b) {
    double n = 4;
    double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
    for (int i = 0; i < n; i++) {
      double x = a.values()[i];
      double y = b.values()[i];
      sa += x;
      sb += y;
      saa += x * x;
      sbb += y * y;
      sab += x * y;
    }
    return (n * sab - sa * sb) / Math.sqrt((n * saa - sa * sa) * (n * sbb - sb * sb));
  }

  @Test
  void aMapAloneCannotBeExplainedAgain() {
    assertThatThrownBy(() -> value(new Coherency(), LEFT))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("use Explained.by");
  }

  @Test
  void mapsOfAnotherSizeOrNotFiniteAreRefused() {
    assertThatThrownBy(() -> explained(HeatMap.of(1, 2, 0, 1)))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("expected a map of 2 x 4");
    assertThatThrownBy(() -> explained(LEFT.map(v -> Double.NaN))).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Subject.of(halves, tensor(new float[16], 2, 1, 2, 4), Target.top()))
        .hasMessageContaining("one picture, [1, channels, height, width]");
  }

  static Stream<Metric> metrics() {
    return Stream.of(
        new AverageDrop(),
        new IncreaseInConfidence(),
        Road.mostRelevantFirst(),
        Road.leastRelevantFirst(),
        Road.combined(),
        new InsertionAuc(),
        new DeletionAuc(),
        new Complexity(),
        new Coherency(),
        new Arcc(),
        new Infidelity(),
        new MaxSensitivity());
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void everyMetricGivesTheSameValueAgainAndLeavesNothingOpen(Metric metric) {
    Module model = dying(Nets.pooled(backend()));
    Explained explained =
        Explained.by(
            Explainer.of(model).layer("relu"),
            Subject.of(model, Nets.picture(backend()), Target.classIndex(1).probability()));
    long before = backend().liveArrays();

    double value = metric.value(explained);

    assertThat(value).isFinite().isEqualTo(metric.value(explained));
    assertThat(backend().liveArrays()).isEqualTo(before);
    assertThat(metric.direction()).isIn(List.of(Direction.values()));
    try (Scope scope = Scope.open()) {
      assertThat(scope.size()).isZero();
    }
  }
}
