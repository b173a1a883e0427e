package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.PendantException;
import dev.pendant.cam.internal.Extents;
import dev.pendant.cam.metric.DeletionAuc;
import dev.pendant.cam.metric.Explained;
import dev.pendant.cam.metric.Metric;
import dev.pendant.cam.metric.Perturbation;
import dev.pendant.cam.metric.RandomisationCheck;
import dev.pendant.cam.metric.Road;
import dev.pendant.cam.metric.Subject;
import dev.pendant.cam.target.SegmentationTarget;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every metric on data of one and of three axes, held to the same data as pictures. */
abstract class MetricAxesCases extends OnBackend {

  /** The same data and network twice. */
  private record Pair(String name, int[] kernel, int[] data, int[] pictureKernel, int[] picture) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("rows", ints(3), ints(12), ints(1, 3), ints(1, 12)),
          new Pair("deep boxes", ints(3, 1, 1), ints(12, 1, 1), ints(1, 3), ints(1, 12)),
          new Pair("flat boxes", ints(1, 3, 3), ints(1, 6, 8), ints(3, 3), ints(6, 8)));

  private static final List<Metric> METRICS = MetricCases.metrics().toList();

  /** The score is the sum of all values, each times its place from 1. */
  private static final class Ramp extends Module {

    @Override
    public Tensors forward(Tensors inputs) {
      Tensor rows = inputs.single().reshape(inputs.single().shape().get(0), -1);
      int size = rows.shape().getInt(1);
      float[] places = new float[size];
      IntStream.range(0, size).forEach(i -> places[i] = i + 1);
      return Tensors.of(rows.mul(Tensor.of(rows.backend(), places, 1, size)).sum(1).reshape(-1, 1));
    }
  }

  private static int[] ints(int... values) {
    return values;
  }

  private Explained explained(int[] kernel, int... data) {
    Module model = dying(AxisNets.of(backend(), kernel));
    Tensor first = AxisNets.data(backend(), data).slice(0, 0, 1);
    return Explained.by(
        Explainer.of(model).layer("relu1"),
        Subject.of(model, first, Target.classIndex(0).probability()));
  }

  @TestFactory
  Stream<DynamicTest> everyMetricFindsTheSameInTheSameData() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Pair pair : PAIRS) {
      for (Metric metric : METRICS) {
        tests.add(
            DynamicTest.dynamicTest(pair.name + ", " + metric.id(), () -> sameValue(pair, metric)));
      }
    }
    return tests.stream();
  }

  private void sameValue(Pair pair, Metric metric) {
    Explained ours = explained(pair.kernel, pair.data);
    Explained pictures = explained(pair.pictureKernel, pair.picture);

    assertThat(ours.map().shape().rank()).isEqualTo(pair.data.length);
    assertThat(ours.map().max()).isPositive();
    double expected = metric.value(pictures);
    assertThat(metric.value(ours)).isEqualTo(expected, within(1e-4 * Math.abs(expected)));
  }

  @Test
  void theMetricsComparedAreNotAllZero() {
    Explained rows = explained(ints(3), 12);

    assertThat(METRICS.stream().filter(metric -> metric.value(rows) != 0))
        .hasSizeGreaterThanOrEqualTo(METRICS.size() - 2); // a confidence rises or drops
  }

  @Test
  void randomisationChecksRowsAndBoxes() {
    for (Pair pair : PAIRS) {
      assertThat(randomised(pair.kernel, pair.data).get(0).layer()).isEqualTo("fc");
      assertThat(randomised(pair.kernel, pair.data).get(0).similarity())
          .isEqualTo(randomised(pair.pictureKernel, pair.picture).get(0).similarity(), within(1e-6))
          .isNotEqualTo(1);
    }
  }

  private List<RandomisationCheck.Step> randomised(int[] kernel, int... data) {
    Module model = dying(AxisNets.of(backend(), kernel));
    Tensor both = AxisNets.data(backend(), data);
    Explainer explainer = Explainer.of(model).layer("relu1");
    return new RandomisationCheck(model, 1)
        .cascading(() -> explainer.explain(both, Target.classIndex(0)).get(1).raw());
  }

  @Test
  void segmentationsOfRowsAndBoxesAreExplainedAndMeasuredLikeThoseOfPictures() {
    for (Pair pair : PAIRS) {
      Explained ours = segmented(pair.kernel, pair.data);
      Explained pictures = segmented(pair.pictureKernel, pair.picture);

      assertThat(pictures.map().max()).isPositive();
      assertThat(ours.map().shape()).isEqualTo(Extents.of(pair.data));
      assertThat(ours.map().values()).containsExactly(pictures.map().values(), within(1e-4f));
      assertThat(new DeletionAuc().value(ours))
          .isEqualTo(new DeletionAuc().value(pictures), within(1e-4))
          .isNotZero();
    }
  }

  private Explained segmented(int[] kernel, int... data) {
    Sequential net = dying(AxisNets.of(backend(), kernel));
    Module model = new Sequential(net.find("conv1"), net.find("relu1"));
    Tensor first = AxisNets.data(backend(), data).slice(0, 0, 1);
    return Explained.by(
        Explainer.of(model).layer("0"), Subject.of(model, first, SegmentationTarget.of(1)));
  }

  // --- by hand --------------------------------------------------------------------------------

  private Subject row() {
    return Subject.of(dying(new Ramp()), tensor(new float[] {4, 1, 2, 3}, 1, 1, 4), Target.top());
  }

  private Subject box() {
    float[] values = new float[2 * 27];
    IntStream.range(0, values.length).forEach(i -> values[i] = i % 5 + 1);
    return Subject.of(dying(new Ramp()), tensor(values, 1, 2, 3, 3, 3), Target.top());
  }

  @Test
  void aSubjectHasTheExtentsOfItsData() {
    assertThat(row().score()).isEqualTo(4 + 2 + 6 + 12);
    assertThat(row().shape()).isEqualTo(Shape.of(4));
    assertThat(row().values()).containsExactly(4, 1, 2, 3);
    assertThat(box().channels()).isEqualTo(2);
    assertThat(box().shape()).isEqualTo(Shape.of(3, 3, 3));
  }

  @Test
  void roadFillsRowsInFromBothNeighbours() {
    Explained explained = Explained.of(row(), HeatMap.of(Shape.of(4), 1, 2, 4, 3));

    // The 2 in the third place becomes (1 + 3) / 2; then the 3 goes too, and both become 1.
    assertThat(Road.mostRelevantFirst().percentiles(75).noise(0).value(explained))
        .isEqualTo(0, within(1e-6));
    assertThat(Road.mostRelevantFirst().percentiles(50).noise(0).value(explained))
        .isEqualTo(3 * (1 - 2) + 4 * (1 - 3), within(1e-5));
    // The 4 at the beginning becomes its only neighbour.
    assertThat(Road.leastRelevantFirst().percentiles(75).noise(0).value(explained))
        .isEqualTo(1 - 4, within(1e-6));
  }

  @Test
  void aSquareOfARowIsASegment() {
    double[] values = changed(row(), Perturbation.square(2, -1));

    int first = IntStream.range(0, 4).filter(i -> values[i] == -1).findFirst().orElseThrow();
    assertThat(values[first + 1]).isEqualTo(-1);
    assertThat(IntStream.range(0, 4).filter(i -> values[i] == -1)).hasSize(2);
    assertThat(changed(row(), Perturbation.square(9, -1))).containsOnly(-1);
  }

  @Test
  void aSquareOfABoxIsACubeInAllChannels() {
    double[] values = changed(box(), Perturbation.square(2, -1));

    int[] covered = IntStream.range(0, values.length).filter(i -> values[i] == -1).toArray();
    assertThat(covered).hasSize(2 * 8);
    int corner = covered[0];
    assertThat(IntStream.of(covered).map(i -> i - corner).toArray())
        .containsExactly(0, 1, 3, 4, 9, 10, 12, 13, 27, 28, 30, 31, 36, 37, 39, 40);
  }

  private static double[] changed(Subject subject, Perturbation perturbation) {
    double[] values = subject.values();
    perturbation.apply(values, subject, new SplittableRandom(5));
    return values;
  }

  @Test
  void whatIsNoRowPictureOrBoxIsRefused() {
    Module ramp = dying(new Ramp());
    for (long[] shape : List.of(new long[] {1, 4}, new long[] {1, 1, 1, 1, 2, 2})) {
      assertThatThrownBy(() -> Subject.of(ramp, tensor(new float[4], shape), Target.top()))
          .isInstanceOf(PendantException.class)
          .hasMessageContaining("[1, channels, length]")
          .hasMessageContaining("got " + Shape.of(shape));
    }
    assertThatThrownBy(() -> Explained.of(row(), HeatMap.of(1, 4, 1, 2, 3, 4)))
        .isInstanceOf(PendantException.class)
        .hasMessageContaining("expected a map of 4, the picture's size, got 1 x 4");
  }
}
