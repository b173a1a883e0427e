package dev.pendant.cam.target;

import dev.pendant.cam.image.Box;
import dev.pendant.cam.internal.Extents;
import dev.pendant.cam.internal.HostValues;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;

/**
 * A class of a segmentation model, within a part of the data: {@code sum_p m_p y[c, p]} over the
 * positions p of an output [n, classes, h, w], [n, classes, l] or [n, classes, d, h, w], m being 1
 * inside and 0 outside, or any weights. Immutable and thread-safe.
 */
public final class SegmentationTarget implements Target {

  /** Which positions count. */
  @FunctionalInterface
  private interface Region {

    /** The weight of each position of a sample, row-major. */
    double[] weights(Scores scores, int sample);
  }

  private static final int PLANE = 2;

  private final int index;
  private final Region region;

  private SegmentationTarget(int index, Region region) {
    this.index = index;
    this.region = region;
  }

  /** The class wherever the model itself gives it the highest score. */
  public static SegmentationTarget of(int classIndex) {
    return new SegmentationTarget(
        classIndex, (scores, sample) -> wherePredicted(classIndex, scores, sample));
  }

  /** The class within a box, in pixels of the model's output, which must be [n, classes, h, w]. */
  public SegmentationTarget within(Box box) {
    return new SegmentationTarget(
        index,
        (scores, sample) -> {
          Shape plane = spatial(scores);
          if (plane.rank() != PLANE) {
            throw new TargetException(
                "a box lies in a plane, [samples, classes, height, width], the model returned "
                    + scores.shape()
                    + "; give a mask, one weight for each of its "
                    + Extents.text(plane)
                    + " positions");
          }
          int width = plane.getInt(1);
          double[] weights = new double[positions(scores)];
          for (int p = 0; p < weights.length; p++) {
            weights[p] = box.holdsPixel(p / width, p % width) ? 1 : 0;
          }
          return weights;
        });
  }

  /**
   * The class at the positions of a mask.
   *
   * @param masks one for all samples or one for each; a weight for each position of the output,
   *     row-major
   */
  public SegmentationTarget within(float[]... masks) {
    float[][] copies = Arrays.stream(masks).map(float[]::clone).toArray(float[][]::new);
    return new SegmentationTarget(index, (scores, sample) -> mask(copies, scores, sample));
  }

  /**
   * @throws TargetException if the output has not one to three axes of positions, there is no such
   *     class, a mask has another size, a box is given for what is no plane, or no position counts
   */
  @Override
  public Objective objective(Scores scores) {
    Shape shape = scores.shape();
    if (shape.rank() < 3 || shape.rank() > 5) {
      throw new TargetException(
          "expected scores of shape [samples, classes, height, width], [samples, classes, length] or"
              + " [samples, classes, depth, height, width], the model returned "
              + shape
              + "; explain a segmentation model, or choose another target");
    }
    int classes = shape.getInt(1);
    if (index < 0 || index >= classes) {
      throw new TargetException(
          "class %d is out of range: the model has %d classes, 0 to %d"
              .formatted(index, classes, classes - 1));
    }
    double[][] weights = new double[scores.samples()][];
    for (int sample = 0; sample < weights.length; sample++) {
      weights[sample] = region.weights(scores, sample);
      if (Arrays.stream(weights[sample]).allMatch(weight -> weight == 0)) {
        throw new TargetException(
            "class %d: nothing of the %s positions of sample %d is to be explained; give a box or mask that holds some"
                .formatted(index, Extents.text(spatial(scores)), sample));
      }
    }
    return Objective.ofLinear(
            Collections.nCopies(scores.samples(), index),
            (output, samples) -> sum(output, samples, weights))
        .described(
            sample -> "class %d within %d positions".formatted(index, count(weights[sample])));
  }

  private static long count(double[] weights) {
    return Arrays.stream(weights).filter(weight -> weight != 0).count();
  }

  private Tensor sum(Tensor output, int[] samples, double[][] weights) {
    int rows = samples.length;
    long classes = output.shape().get(1);
    int positions = weights[0].length;
    long[] places = new long[rows];
    double[] all = new double[rows * positions];
    for (int row = 0; row < rows; row++) {
      places[row] = row * classes + index;
      System.arraycopy(weights[samples[row]], 0, all, row * positions, positions);
    }
    Tensor ofClass =
        Operators.apply(
            new Op.Gather(0),
            output.reshape(rows * classes, positions),
            Tensor.of(output.backend(), places, rows));
    return ofClass.mul(HostValues.like(output, all, rows, positions)).sum(1);
  }

  private static double[] wherePredicted(int index, Scores scores, int sample) {
    double[] values = scores.values(sample);
    double[] weights = new double[positions(scores)];
    for (int p = 0; p < weights.length; p++) {
      int best = p;
      for (int at = p; at < values.length; at += weights.length) {
        best = values[at] > values[best] ? at : best;
      }
      weights[p] = best / weights.length == index ? 1 : 0;
    }
    return weights;
  }

  private static double[] mask(float[][] masks, Scores scores, int sample) {
    if (masks.length != 1 && masks.length != scores.samples()) {
      throw new TargetException(
          "expected one mask for all or one for each of %d samples, got %d"
              .formatted(scores.samples(), masks.length));
    }
    float[] mask = masks[masks.length == 1 ? 0 : sample];
    if (mask.length != positions(scores)) {
      throw new TargetException(
          "expected a mask of %s values, as the model's output, got %d; resize it first"
              .formatted(Extents.text(spatial(scores)), mask.length));
    }
    double[] weights = new double[mask.length];
    for (int p = 0; p < weights.length; p++) {
      weights[p] = mask[p];
    }
    return weights;
  }

  private static Shape spatial(Scores scores) {
    return Extents.spatial(scores.shape());
  }

  private static int positions(Scores scores) {
    return Math.toIntExact(spatial(scores).elements());
  }
}
