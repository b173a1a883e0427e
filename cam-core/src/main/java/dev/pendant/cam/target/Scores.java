package dev.pendant.cam.target;

import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The class scores (logits) of a batch, copied out of the engine. Immutable. */
public final class Scores {

  private final int samples;
  private final int classes;
  private final double[] logits;

  private Scores(int samples, int classes, double[] logits) {
    this.samples = samples;
    this.classes = classes;
    this.logits = logits;
  }

  /**
   * Copies them from what a model returned.
   *
   * @param output [samples, classes], trailing extents of 1 allowed, as a last convolution leaves
   *     them
   * @throws TargetException if it has another shape
   */
  public static Scores of(Tensor output) {
    Shape shape = output.shape();
    boolean flat = shape.rank() >= 2 && shape.stream().skip(2).allMatch(extent -> extent == 1);
    if (!flat || shape.elements() == 0 || !output.type().isFloating()) {
      throw new TargetException(
          "expected class scores of shape [samples, classes], the model returned "
              + output.spec()
              + "; explain a model that ends in one score per class");
    }
    return new Scores(shape.getInt(0), shape.getInt(1), output.toDoubleArray());
  }

  public int samples() {
    return samples;
  }

  public int classes() {
    return classes;
  }

  /** The score of a class as the model returned it. */
  public double logit(int sample, int index) {
    checkSample(sample);
    return logits[sample * classes + checkClass(index)];
  }

  /** Softmax over all classes; NaN where a logit is NaN. */
  public double probability(int sample, int index) {
    double highest = row(sample).max().orElseThrow();
    double sum = row(sample).map(logit -> Math.exp(logit - highest)).sum();
    return Math.exp(logit(sample, index) - highest) / sum;
  }

  /** Logit and probability of a class. */
  public ClassScore score(int sample, int index) {
    return new ClassScore(index, logit(sample, index), probability(sample, index));
  }

  /**
   * The classes with the highest scores, best first; at a tie the lower index goes first, and NaN
   * counts as lowest.
   *
   * @throws TargetException if {@code count} is not between 1 and the number of classes
   */
  public List<ClassScore> top(int sample, int count) {
    if (count < 1 || count > classes) {
      throw new TargetException(
          "cannot name the top " + count + " classes: the model has " + classes);
    }
    Comparator<Integer> byScore =
        Comparator.comparingDouble(
            index -> {
              double logit = logit(sample, index);
              return Double.isNaN(logit) ? Double.NEGATIVE_INFINITY : logit;
            });
    return IntStream.range(0, classes)
        .boxed()
        .sorted(byScore.reversed())
        .limit(count)
        .map(index -> score(sample, index))
        .toList();
  }

  int checkClass(int index) {
    if (index < 0 || index >= classes) {
      throw new TargetException(
          "class "
              + index
              + " is out of range: the model has "
              + classes
              + " classes, 0 to "
              + (classes - 1));
    }
    return index;
  }

  private void checkSample(int sample) {
    if (sample < 0 || sample >= samples) {
      throw new TargetException("sample " + sample + " is out of range: the batch has " + samples);
    }
  }

  private java.util.stream.DoubleStream row(int sample) {
    checkSample(sample);
    return java.util.Arrays.stream(logits, sample * classes, (sample + 1) * classes);
  }
}
