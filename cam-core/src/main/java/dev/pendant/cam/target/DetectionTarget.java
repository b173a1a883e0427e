package dev.pendant.cam.target;

import dev.pendant.cam.image.Box;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Boxes that a detector found: for each wanted box the overlap (IoU) and the score of the candidate
 * that stands for it, added up. It is the candidate with the largest sum of the two among those of
 * the wanted label that overlap by more than half; none adds nothing. Both parts are
 * differentiable, the overlap through the candidate's box. Immutable and thread-safe.
 *
 * <p>As {@code FasterRCNNBoxScoreTarget} of pytorch-grad-cam, which looks at the labels only after
 * the best overlap was chosen.
 */
public final class DetectionTarget implements Target {

  /** How much a candidate must overlap to stand for a box. */
  private static final double LEAST_IOU = 0.5;

  /** A box that a detector is expected to have found, in the units of its output. */
  public record Wanted(Box box, int label) {}

  private final DetectionLayout layout;
  private final List<List<Wanted>> wanted;

  private DetectionTarget(DetectionLayout layout, List<List<Wanted>> wanted) {
    this.layout = layout;
    this.wanted = wanted.stream().map(List::copyOf).toList();
  }

  /** For a batch of one. */
  public static DetectionTarget of(DetectionLayout layout, Wanted... wanted) {
    return ofSamples(layout, List.of(Arrays.asList(wanted)));
  }

  /**
   * @param wanted at least one box for each sample
   */
  public static DetectionTarget ofSamples(DetectionLayout layout, List<List<Wanted>> wanted) {
    return new DetectionTarget(layout, wanted);
  }

  /**
   * @throws TargetException if the output is not laid out so, or a wanted box was not found
   */
  @Override
  public Objective objective(Scores scores) {
    Shape shape = scores.shape();
    if (shape.rank() != 3 || shape.get(2) <= DetectionLayout.SCORE) {
      throw new TargetException(
          "expected detections of shape [samples, candidates, columns], the model returned "
              + shape);
    }
    if (wanted.size() != scores.samples()) {
      throw new TargetException(
          "expected a list of wanted boxes for each of %d samples, got %d lists"
              .formatted(scores.samples(), wanted.size()));
    }
    for (int sample = 0; sample < wanted.size(); sample++) {
      requireFound(scores, sample);
    }
    return Objective.ofNoClass(scores, this::sum).described(this::words);
  }

  private String words(int sample) {
    return wanted.get(sample).stream()
        .map(one -> "label %d in [%s]".formatted(one.label(), corners(one.box())))
        .collect(Collectors.joining(", ", "detection of ", ""));
  }

  private static String corners(Box box) {
    return box.left() + ", " + box.top() + ", " + box.right() + ", " + box.bottom();
  }

  private void requireFound(Scores scores, int sample) {
    if (wanted.get(sample).isEmpty()) {
      throw new TargetException("sample " + sample + ": no wanted box; name at least one");
    }
    int columns = scores.shape().getInt(2);
    for (Wanted one : wanted.get(sample)) {
      layout.check(columns, one.label());
      if (candidate(one, scores.values(sample), columns) < 0) {
        throw new TargetException(
            "sample %d: the model found nothing of label %d that overlaps %s by more than %s; explain boxes that it found"
                .formatted(sample, one.label(), one.box(), LEAST_IOU));
      }
    }
  }

  /** The row that stands for a box, -1 if none does. */
  private int candidate(Wanted one, double[] detections, int columns) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < detections.length / columns; i++) {
      double[] row = Arrays.copyOfRange(detections, i * columns, (i + 1) * columns);
      double iou = layout.iou(one.box(), row);
      double value = iou + row[layout.scoreColumn(one.label())];
      if (iou > LEAST_IOU && layout.is(one.label(), row) && value > most) {
        best = i;
        most = value;
      }
    }
    return best;
  }

  private Tensor sum(Tensor output, int[] samples) {
    int most = Arrays.stream(samples).map(sample -> wanted.get(sample).size()).max().orElse(0);
    Tensor sum = standIns(output, samples, 0).value(layout);
    for (int place = 1; place < most; place++) {
      sum = sum.add(standIns(output, samples, place).value(layout));
    }
    return sum;
  }

  /** What stands for the box at one place of each row's list. */
  private StandIns standIns(Tensor output, int[] samples, int place) {
    double[] detections = output.toDoubleArray();
    int columns = output.shape().getInt(2);
    int size = detections.length / samples.length;
    List<StandIns.StandIn> rows = new ArrayList<>();
    for (int row = 0; row < samples.length; row++) {
      List<Wanted> list = wanted.get(samples[row]);
      Wanted box = list.get(Math.min(place, list.size() - 1));
      double[] own = Arrays.copyOfRange(detections, row * size, (row + 1) * size);
      int candidate = place < list.size() ? candidate(box, own, columns) : -1;
      long start = (long) row * size + (long) Math.max(0, candidate) * columns;
      rows.add(new StandIns.StandIn(box, start, candidate >= 0));
    }
    return new StandIns(output, rows);
  }
}
