package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.image.Box;
import dev.pendant.cam.target.DetectionLayout;
import dev.pendant.cam.target.DetectionTarget;
import dev.pendant.cam.target.DetectionTarget.Wanted;
import dev.pendant.cam.target.Scores;
import dev.pendant.cam.target.SegmentationTarget;
import dev.pendant.cam.target.Target;
import dev.pendant.cam.target.TargetException;
import dev.pendant.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Targets that say where: segmentation and detection. */
abstract class PlaceTargetCases extends OnBackend {

  /** Two classes on 2 x 3; the second is higher at (0, 1), (1, 0) and (1, 2). */
  private static final double[] SEGMENTS = {5, 1, 6, 2, 7, 3, 4, 10, 5, 20, 6, 30};

  private static final Box WANTED = new Box(0, 0, 4, 4);

  /** Overlap with the wanted box: 0.75 of label 1, 1 of label 2, nothing of label 1. */
  private static final double[] DETECTIONS = {
    0, 0, 4, 3, 0.9, 1,
    0, 0, 4, 4, 0.8, 2,
    6, 6, 8, 8, 1.0, 1
  };

  private double[] values(Target target, double[] output, long... shape) {
    Tensor at = Tensor.of(backend(), output, shape);
    return target.objective(Scores.of(at)).values(at).toDoubleArray();
  }

  private void holds(Target target, double[] output, long... shape) {
    FiniteDifferences.check(backend(), target, output, shape);
  }

  @Test
  void aClassIsSummedWhereTheModelSeesIt() {
    assertThat(values(SegmentationTarget.of(1), SEGMENTS, 1, 2, 2, 3)).containsExactly(60);
    assertThat(values(SegmentationTarget.of(0), SEGMENTS, 1, 2, 2, 3)).containsExactly(18);
    holds(SegmentationTarget.of(0), SEGMENTS, 1, 2, 2, 3);
  }

  @Test
  void aClassIsSummedWithinABox() {
    Target target = SegmentationTarget.of(1).within(new Box(1, 0, 3, 1));

    assertThat(values(target, SEGMENTS, 1, 2, 2, 3)).containsExactly(15);
    holds(target, SEGMENTS, 1, 2, 2, 3);
  }

  @Test
  void aClassIsSummedWithinAMaskOfEachSample() {
    float[] first = {1, 0, 0, 0, 0, 0.5f};
    float[] second = {0, 0, 0, 0, 1, 0};
    double[] two = new double[24];
    System.arraycopy(SEGMENTS, 0, two, 0, 12);
    System.arraycopy(SEGMENTS, 0, two, 12, 12);

    assertThat(values(SegmentationTarget.of(0).within(first, second), two, 2, 2, 2, 3))
        .containsExactly(6.5, 7);
    assertThat(values(SegmentationTarget.of(0).within(second), two, 2, 2, 2, 3))
        .containsExactly(7, 7);
    holds(SegmentationTarget.of(1).within(first, second), two, 2, 2, 2, 3);
  }

  @Test
  void rowsAndBoxesAreSegmentedLikePictures() {
    float[] mask = {0, 1, 0, 0.5f, 0, 2};
    for (Target target :
        List.of(
            SegmentationTarget.of(0),
            SegmentationTarget.of(1),
            SegmentationTarget.of(1).within(mask))) {
      double[] picture = values(target, SEGMENTS, 1, 2, 2, 3);
      assertThat(picture[0]).isPositive();
      assertThat(values(target, SEGMENTS, 1, 2, 6)).containsExactly(picture);
      assertThat(values(target, SEGMENTS, 1, 2, 1, 2, 3)).containsExactly(picture);
      assertThat(values(target, SEGMENTS, 1, 2, 3, 1, 2)).containsExactly(picture);
      holds(target, SEGMENTS, 1, 2, 6);
      holds(target, SEGMENTS, 1, 2, 3, 1, 2);
    }
  }

  @Test
  void rowsAndBoxesHaveNoRectangles() {
    Target target = SegmentationTarget.of(1).within(new Box(0, 0, 3, 1));

    assertThatThrownBy(() -> values(target, SEGMENTS, 1, 2, 6))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("a box lies in a plane")
        .hasMessageContaining("the model returned [1, 2, 6]")
        .hasMessageContaining("one weight for each of its 6 positions");
    assertThatThrownBy(() -> values(target, SEGMENTS, 1, 2, 3, 1, 2))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("3 x 1 x 2 positions");
  }

  @Test
  void segmentationsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> values(SegmentationTarget.of(0), SEGMENTS, 1, 2, 1, 1, 2, 3))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("[samples, classes, depth, height, width]");
    assertThatThrownBy(
            () -> values(SegmentationTarget.of(0).within(new float[5]), SEGMENTS, 1, 2, 6))
        .hasMessageContaining("expected a mask of 6 values");
    assertThatThrownBy(() -> values(SegmentationTarget.of(2), SEGMENTS, 1, 2, 2, 3))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("class 2 is out of range: the model has 2 classes");
    assertThatThrownBy(() -> values(SegmentationTarget.of(0), SEGMENTS, 1, 12))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("[samples, classes, height, width]");
    assertThatThrownBy(
            () -> values(SegmentationTarget.of(0).within(new float[5]), SEGMENTS, 1, 2, 2, 3))
        .hasMessageContaining("expected a mask of 2 x 3 values");
    assertThatThrownBy(
            () ->
                values(
                    SegmentationTarget.of(0).within(new Box(9, 9, 10, 10)), SEGMENTS, 1, 2, 2, 3))
        .hasMessageContaining("nothing of the 2 x 3 positions");
  }

  @Test
  void aDetectionIsItsOverlapAndItsScore() {
    Target target = DetectionTarget.of(DetectionLayout.CORNERS_SCORE_LABEL, new Wanted(WANTED, 1));

    assertThat(values(target, DETECTIONS, 1, 3, 6))
        .containsExactly(new double[] {0.75 + 0.9}, within(1e-6));
  }

  @Test
  void aCandidateThatIsNotFiniteStandsForNothing() {
    double[] rows = {0, 0, Double.POSITIVE_INFINITY, 10, 0.2, 1, 0, 0, 4, 3, 0.9, 1};
    Target target = DetectionTarget.of(DetectionLayout.CORNERS_SCORE_LABEL, new Wanted(WANTED, 1));

    assertThat(values(target, rows, 1, 2, 6))
        .containsExactly(new double[] {0.75 + 0.9}, within(1e-6));
  }

  @Test
  void detectionsAreAddedUp() {
    Target target =
        DetectionTarget.of(
            DetectionLayout.CORNERS_SCORE_LABEL,
            new Wanted(WANTED, 1),
            new Wanted(new Box(6, 6, 8, 8), 1));

    assertThat(values(target, DETECTIONS, 1, 3, 6))
        .containsExactly(new double[] {0.75 + 0.9 + 1 + 1}, within(1e-6));
  }

  @Test
  void theGradientOfADetectionGoesThroughItsBox() {
    double[] inside = {0.5, 0.7, 3.6, 3.8, 0.9, 1};
    double[] centre = {2.1, 2.2, 3.3, 3.6, 0.3, 0.9};

    holds(
        DetectionTarget.of(DetectionLayout.CORNERS_SCORE_LABEL, new Wanted(WANTED, 1)),
        inside,
        1,
        1,
        6);
    holds(
        DetectionTarget.of(DetectionLayout.CENTRE_CLASS_SCORES, new Wanted(WANTED, 1)),
        centre,
        1,
        1,
        6);
  }

  @Test
  void withAScoreForEachClassTheWantedOneCounts() {
    double[] rows = {2, 2, 4, 4, 0.3, 0.9};
    Target target = DetectionTarget.of(DetectionLayout.CENTRE_CLASS_SCORES, new Wanted(WANTED, 0));

    assertThat(values(target, rows, 1, 1, 6)).containsExactly(new double[] {1.3}, within(1e-6));
  }

  @Test
  void whatAChangedPictureNoLongerShowsCountsNothing() {
    Tensor found = Tensor.of(backend(), DETECTIONS, 1, 3, 6);
    double[] lost = DETECTIONS.clone();
    lost[5] = 3; // another label
    Target target = DetectionTarget.of(DetectionLayout.CORNERS_SCORE_LABEL, new Wanted(WANTED, 1));

    assertThat(
            target
                .objective(Scores.of(found))
                .values(Tensor.of(backend(), lost, 1, 3, 6))
                .toDoubleArray())
        .containsExactly(0);
  }

  @Test
  void eachSampleHasItsOwnWantedBoxes() {
    double[] two = new double[36];
    System.arraycopy(DETECTIONS, 0, two, 0, 18);
    System.arraycopy(DETECTIONS, 0, two, 18, 18);
    Target target =
        DetectionTarget.ofSamples(
            DetectionLayout.CORNERS_SCORE_LABEL,
            List.of(
                List.of(new Wanted(WANTED, 1)),
                List.of(new Wanted(WANTED, 2), new Wanted(new Box(6, 6, 8, 8), 1))));

    assertThat(values(target, two, 2, 3, 6))
        .containsExactly(new double[] {1.65, 1.8 + 2}, within(1e-6));
  }

  @Test
  void boxesThatTheModelDidNotFindAreRefused() {
    assertThatThrownBy(
            () ->
                values(
                    DetectionTarget.of(DetectionLayout.CORNERS_SCORE_LABEL, new Wanted(WANTED, 3)),
                    DETECTIONS,
                    1,
                    3,
                    6))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("found nothing of label 3");
    assertThatThrownBy(
            () ->
                values(
                    DetectionTarget.of(DetectionLayout.CORNERS_CLASS_SCORES, new Wanted(WANTED, 2)),
                    DETECTIONS,
                    1,
                    3,
                    6))
        .hasMessageContaining("label 2 does not fit 6 columns");
  }

  @Test
  void theySayWhichPlaces() {
    Scores segments = Scores.of(Tensor.of(backend(), SEGMENTS, 1, 2, 2, 3));
    Scores detections = Scores.of(Tensor.of(backend(), DETECTIONS, 1, 3, 6));
    Target found = DetectionTarget.of(DetectionLayout.CORNERS_SCORE_LABEL, new Wanted(WANTED, 1));

    assertThat(SegmentationTarget.of(1).objective(segments).description(0))
        .isEqualTo("class 1 within 3 positions");
    assertThat(found.objective(detections).description(0))
        .isEqualTo("detection of label 1 in [0.0, 0.0, 4.0, 4.0]");
  }
}
