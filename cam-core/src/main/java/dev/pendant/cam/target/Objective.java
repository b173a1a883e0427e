package dev.pendant.cam.target;

import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * What a target comes to for one batch: a number for each sample as a function of the model's
 * output, and which class that is about, if it is about one. Immutable and thread-safe.
 */
public final class Objective {

  /** Stands in {@link #classes} for a sample that is explained for something else than a class. */
  public static final int NO_CLASS = -1;

  private static final String ANY_FUNCTION = "a function of the output";

  /** The number to be explained, as a function of what a model returned. */
  @FunctionalInterface
  public interface Values {

    /**
     * Operators on the output, which may be recorded.
     *
     * @param output one row along axis 0 for each entry of {@code samples}; it may hold a sample
     *     many times over (for changed inputs) or not at all
     * @param samples which sample of the batch each row belongs to
     * @return [rows]
     */
    Tensor of(Tensor output, int[] samples);
  }

  private final List<Integer> classes;
  private final Values values;
  private final Kind kind;
  private final IntFunction<String> words;

  /** How the number depends on the output. */
  private enum Kind {
    SCORE,
    LINEAR,
    ANY
  }

  private Objective(List<Integer> classes, Values values, Kind kind, IntFunction<String> words) {
    this.classes = List.copyOf(classes);
    this.values = values;
    this.kind = kind;
    this.words = words;
  }

  /**
   * The score of each sample's class.
   *
   * @param classes one per sample
   * @throws TargetException if their number is not that of the samples, or one is out of range
   */
  public static Objective ofClasses(List<Integer> classes, Scores scores) {
    if (classes.size() != scores.samples()) {
      throw new TargetException(
          "expected one class per sample, got "
              + classes.size()
              + " for a batch of "
              + scores.samples());
    }
    classes.forEach(scores::checkClass);
    return new Objective(
        classes,
        (output, samples) -> pick(output, samples, classes::get),
        Kind.SCORE,
        sample -> "class " + classes.get(sample));
  }

  /**
   * Any function of the output.
   *
   * @param classes one per sample: the class it is about
   */
  public static Objective of(List<Integer> classes, Values values) {
    return new Objective(classes, values, Kind.ANY, sample -> ANY_FUNCTION);
  }

  /** The same, for a weighted sum of scores whose weights do not depend on the scores. */
  public static Objective ofLinear(List<Integer> classes, Values values) {
    return new Objective(classes, values, Kind.LINEAR, sample -> ANY_FUNCTION);
  }

  /** Any function of the output that is about no class. */
  public static Objective ofNoClass(Scores scores, Values values) {
    return of(noClasses(scores), values);
  }

  /** The same for one whose gradient does not depend on the output. */
  public static Objective ofNoClassLinear(Scores scores, Values values) {
    return ofLinear(noClasses(scores), values);
  }

  private static List<Integer> noClasses(Scores scores) {
    return Collections.nCopies(scores.samples(), NO_CLASS);
  }

  /**
   * One entry of each row.
   *
   * @param output [rows, k], trailing extents of 1 allowed
   * @param column of a sample
   * @return [rows]
   */
  public static Tensor pick(Tensor output, int[] samples, IntUnaryOperator column) {
    long columns = output.shape().elements() / samples.length;
    long[] places = new long[samples.length];
    for (int row = 0; row < places.length; row++) {
      places[row] = row * columns + column.applyAsInt(samples[row]);
    }
    Tensor index = Tensor.of(output.backend(), places, places.length);
    return Operators.apply(new Op.Gather(0), output.reshape(-1), index);
  }

  /** The class each sample is explained for, or {@link #NO_CLASS}. */
  public List<Integer> classes() {
    return classes;
  }

  /**
   * What one sample is explained for, for a batch that holds nothing but (changed) copies of it.
   */
  public Objective ofCopies(int sample, int copies) {
    return new Objective(
        Collections.nCopies(copies, classes.get(sample)),
        (output, rows) -> values.of(output, IntStream.of(rows).map(row -> sample).toArray()),
        kind,
        copy -> words.apply(sample));
  }

  /** The same for copies of the batch laid end to end. */
  public Objective repeated(int copies) {
    List<Integer> repeated = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      repeated.addAll(classes);
    }
    return new Objective(
        repeated,
        (output, rows) -> values.of(output, inBatch(rows)),
        kind,
        row -> words.apply(row % classes.size()));
  }

  private int[] inBatch(int[] rows) {
    return IntStream.of(rows).map(row -> row % classes.size()).toArray();
  }

  /** The same number with the other sign: what speaks against. */
  public Objective negated() {
    return new Objective(
        classes,
        (output, samples) -> values.of(output, samples).neg(),
        kind == Kind.SCORE ? Kind.LINEAR : kind,
        sample -> operand(sample) + " negated");
  }

  /** The same number, said in other words for each sample. */
  Objective described(IntFunction<String> others) {
    return new Objective(classes, values, kind, others);
  }

  /**
   * What is explained for a sample, in words: {@code class 281}, {@code probability of class 3},
   * {@code class 3 less class 5}, {@code element [0, 3]}. The same target gives the same words, so
   * they can be compared.
   */
  public String description(int sample) {
    return words.apply(sample);
  }

  /** The same as a part of other words: in brackets if it has parts itself. */
  String operand(int sample) {
    String whole = description(sample);
    boolean hasParts = whole.contains(" less ") || whole.endsWith(" negated");
    return hasParts ? "(" + whole + ")" : whole;
  }

  /** Whether its gradient is the same wherever it is taken. */
  public boolean isLinear() {
    return kind != Kind.ANY;
  }

  /** Whether it is the score of each sample's class and nothing else. */
  public boolean isScore() {
    return kind == Kind.SCORE;
  }

  /**
   * The class of each sample, for methods that explain scores of classes and nothing else.
   *
   * @throws TargetException if it is any other number
   */
  public List<Integer> requireScores(String method) {
    if (!isScore()) {
      throw new TargetException(
          method
              + " explains the score of a class and nothing else; for a probability, a contrast or"
              + " another output use grad-cam");
    }
    return classes;
  }

  /**
   * For methods that share a number out among its causes, which they know only of weighted sums.
   *
   * @throws TargetException if it is any other function of the scores
   */
  public void requireLinear(String method) {
    if (!isLinear()) {
      throw new TargetException(
          method
              + " shares out a score or a difference of scores, not "
              + description(0)
              + "; explain a class or a contrast, or use integrated gradients");
    }
  }

  /**
   * The number to be explained, for each row; recorded if grad mode is on and the output is.
   *
   * @param samples which sample each row belongs to
   * @return [rows]
   * @throws TargetException if it is not one number per row, or the output has not that many rows
   */
  public Tensor values(Tensor output, int[] samples) {
    if (output.shape().rank() == 0 || output.shape().get(0) != samples.length) {
      throw new TargetException(
          "expected an output with one row for each of "
              + samples.length
              + " samples, the model returned "
              + output.spec());
    }
    Tensor all = values.of(output, samples);
    if (!all.shape().equals(Shape.of(samples.length)) || !all.type().isFloating()) {
      throw new TargetException(
          "a target must give one number for each of "
              + samples.length
              + " samples, ["
              + samples.length
              + "], it gave "
              + all.spec());
    }
    return all;
  }

  /** The same for the batch itself. */
  public Tensor values(Tensor output) {
    return values(output, batch());
  }

  private int[] batch() {
    return IntStream.range(0, classes.size()).toArray();
  }

  /**
   * The gradient of the sum over all rows with respect to the output, from which the walk back
   * through a model starts.
   *
   * @throws TargetException if the target does not depend on the output
   */
  public Tensor gradient(Tensor output, int[] samples) {
    return ObjectiveGradient.of(this, output, samples);
  }

  /** The same for the batch itself. */
  public Tensor gradient(Tensor output) {
    return gradient(output, batch());
  }
}
