package dev.pendant.cam.target;

import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a model returned for a batch, copied out of the engine: mostly class scores (logits), else
 * whatever a target is made for. Immutable.
 */
public final class Scores {

  private final Spec spec;
  private final double[] values;
  private final boolean perClass;

  private Scores(Spec spec, double[] values) {
    this.spec = spec;
    this.values = values;
    this.perClass =
        spec.shape().rank() >= 2 && spec.shape().stream().skip(2).allMatch(extent -> extent == 1);
  }

  /**
   * Copies them from what a model returned.
   *
   * @param output [samples, ...]
   * @throws TargetException if it is empty, has no axis or no floating type
   */
  public static Scores of(Tensor output) {
    return new Scores(checked(output.spec()), output.toDoubleArray());
  }

  /**
   * The same that were copied before, as from a file.
   *
   * @param values row-major; copied
   * @throws TargetException as from {@link #of(Tensor)}
   * @throws IllegalArgumentException if their number is not that of the shape, or its type cannot
   *     hold one of them
   */
  public static Scores of(Spec spec, double... values) {
    if (values.length != spec.shape().elements()) {
      throw new IllegalArgumentException(
          "expected %d values for %s, got %d"
              .formatted(spec.shape().elements(), spec, values.length));
    }
    if (spec.type() == DType.FLOAT32) {
      requireFloats(values);
    }
    return new Scores(checked(spec), values.clone());
  }

  private static void requireFloats(double[] values) {
    for (double value : values) {
      if (Double.compare(value, (float) value) != 0) {
        throw new IllegalArgumentException(
            "expected values that float32 can hold, got " + value + "; say float64");
      }
    }
  }

  private static Spec checked(Spec spec) {
    Shape shape = spec.shape();
    if (shape.rank() == 0 || shape.elements() == 0 || !spec.type().isFloating()) {
      throw new TargetException(
          "expected a floating output of shape [samples, ...], the model returned "
              + spec
              + "; explain another output");
    }
    return spec;
  }

  public int samples() {
    return shape().getInt(0);
  }

  /** The shape of the output, the batch included. */
  public Shape shape() {
    return spec.shape();
  }

  /** Shape and type of the output. */
  public Spec spec() {
    return spec;
  }

  /** All that the model returned, row-major; a copy. */
  public double[] values() {
    return values.clone();
  }

  /** All that the model returned for a sample, row-major; a copy. */
  public double[] values(int sample) {
    int size = values.length / samples();
    int from = checkSample(sample) * size;
    return Arrays.copyOfRange(values, from, from + size);
  }

  // --- one score per class --------------------------------------------------------------------

  /**
   * Whether these are one score per class, [samples, classes]: trailing extents of 1 allowed, as a
   * last convolution leaves them.
   */
  public boolean isPerClass() {
    return perClass;
  }

  /**
   * How many classes there are.
   *
   * @throws TargetException if these are no class scores, as from all methods below
   */
  public int classes() {
    if (!isPerClass()) {
      throw new TargetException(
          "expected class scores of shape [samples, classes], the model returned "
              + spec
              + "; explain a model that ends in one score per class, or choose a target for such"
              + " an output: segmentation, detection, similarity, index or a function");
    }
    return shape().getInt(1);
  }

  /** The score of a class as the model returned it. */
  public double logit(int sample, int index) {
    int at = checkClass(index);
    return values[checkSample(sample) * classes() + at];
  }

  /** Softmax over all classes; NaN where a logit is NaN. */
  public double probability(int sample, int index) {
    return softmax(sample).applyAsDouble(logit(sample, index));
  }

  /** From a logit of a sample to its probability; what all of them share is found once. */
  private DoubleUnaryOperator softmax(int sample) {
    double highest = row(sample).max().orElseThrow();
    double sum = row(sample).map(logit -> Math.exp(logit - highest)).sum();
    return logit -> Math.exp(logit - highest) / sum;
  }

  /** Logit and probability of a class. */
  public ClassScore score(int sample, int index) {
    return classScore(sample, index, softmax(sample));
  }

  private ClassScore classScore(int sample, int index, DoubleUnaryOperator softmax) {
    double logit = logit(sample, index);
    return new ClassScore(index, logit, softmax.applyAsDouble(logit));
  }

  /**
   * The classes with the highest scores, best first; at a tie the lower index goes first, and NaN
   * counts as lowest.
   *
   * @throws TargetException if {@code count} is not between 1 and the number of classes
   */
  public List<ClassScore> top(int sample, int count) {
    if (count < 1 || count > classes()) {
      throw new TargetException(
          "cannot name the top " + count + " classes: the model has " + classes());
    }
    double[] ranked =
        row(sample).map(logit -> Double.isNaN(logit) ? Double.NEGATIVE_INFINITY : logit).toArray();
    DoubleUnaryOperator softmax = softmax(sample);
    Comparator<Integer> byScore = Comparator.comparingDouble(index -> ranked[index]);
    return IntStream.range(0, classes())
        .boxed()
        .sorted(byScore.reversed())
        .limit(count)
        .map(index -> classScore(sample, index, softmax))
        .toList();
  }

  int checkClass(int index) {
    if (index < 0 || index >= classes()) {
      throw new TargetException(
          "class "
              + index
              + " is out of range: the model has "
              + classes()
              + " classes, 0 to "
              + (classes() - 1));
    }
    return index;
  }

  private int checkSample(int sample) {
    if (sample < 0 || sample >= samples()) {
      throw new TargetException(
          "sample " + sample + " is out of range: the batch has " + samples());
    }
    return sample;
  }

  private DoubleStream row(int sample) {
    int from = checkSample(sample) * classes();
    return Arrays.stream(values, from, from + classes());
  }

  /** Whether these are the same numbers of the same type; NaN is the same as NaN. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Scores scores
        && spec.equals(scores.spec)
        && Arrays.equals(values, scores.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(spec, Arrays.hashCode(values));
  }
}
