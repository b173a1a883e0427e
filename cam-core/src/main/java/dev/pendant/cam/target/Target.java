package dev.pendant.cam.target;

import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Says what is to be explained, once the scores are known. Thread-safe.
 *
 * <p>Segmentation and detection have classes of their own: {@link SegmentationTarget}, {@link
 * DetectionTarget}.
 */
@FunctionalInterface
public interface Target {

  /**
   * What this target comes to for a batch.
   *
   * @throws TargetException if it does not fit these scores
   */
  Objective objective(Scores scores);

  // --- class scores ---------------------------------------------------------------------------

  /** Each sample's top class. */
  static Target top() {
    return rank(0);
  }

  /** Each sample's class at this place of {@link Scores#top}, 0 being the top class. */
  static Target rank(int place) {
    return scores ->
        Objective.ofClasses(
            IntStream.range(0, scores.samples())
                .mapToObj(sample -> scores.top(sample, place + 1).get(place).index())
                .toList(),
            scores);
  }

  /**
   * One target for each of the top places: the top class, the second ...
   *
   * @throws TargetException if {@code count} is below 1
   */
  static Target[] top(int count) {
    if (count < 1) {
      throw new TargetException("expected at least 1 class to explain, got " + count);
    }
    return IntStream.range(0, count).mapToObj(Target::rank).toArray(Target[]::new);
  }

  /** The same class for every sample. */
  static Target classIndex(int index) {
    return scores -> Objective.ofClasses(Collections.nCopies(scores.samples(), index), scores);
  }

  /** A class for each sample, as many as the batch has. */
  static Target classIndices(int... perSample) {
    List<Integer> classes = Arrays.stream(perSample).boxed().toList();
    return scores -> Objective.ofClasses(classes, scores);
  }

  /**
   * The class with a name, the same for every sample.
   *
   * @param labels the name of each class, in the order of their indices
   * @throws TargetException if no class or several have it, and later if there is not one label for
   *     each of the model's classes
   */
  static Target label(String name, List<String> labels) {
    int index = ClassTargets.indexOf(name, labels);
    int count = labels.size();
    return scores -> {
      if (scores.classes() != count) {
        throw new TargetException(
            "expected a label for each of the model's %d classes, got %d"
                .formatted(scores.classes(), count));
      }
      return classIndex(index).objective(scores);
    };
  }

  /**
   * The softmax probability of this target's class, {@code softmax(y)_c}, 0 to 1. Its gradient
   * fades where the model is sure: prefer the score for maps, and this for measuring.
   *
   * @throws TargetException later, if this target is not the score of a class, as from {@link
   *     #rest}
   */
  default Target probability() {
    return scores -> ClassTargets.probability(objective(scores), scores);
  }

  /**
   * ReST, the score of this target's class less its cross-entropy: {@code 2 y_c - log sum_j
   * exp(y_j)}.
   *
   * <p>Cai, "CAMs as Shapley Value-based Explainers", The Visual Computer, 2025.
   */
  default Target rest() {
    return scores -> ClassTargets.rest(objective(scores), scores);
  }

  /**
   * What makes this target larger than another one: the difference of the two numbers.
   *
   * @throws TargetException later, if both are the same class
   */
  default Target contrast(Target other) {
    return scores -> ClassTargets.difference(objective(scores), other.objective(scores));
  }

  /** What makes this target smaller: the same number with the other sign. */
  default Target decrease() {
    return scores -> objective(scores).negated();
  }

  // --- other outputs --------------------------------------------------------------------------

  /**
   * What makes the only number larger that a model returns for a sample: regression, or "yes" of a
   * binary classifier with one logit. The output is [n], or [n, 1, ...]. {@link #decrease} is for
   * smaller, or "no".
   */
  static Target increase() {
    return scores -> {
      if (scores.shape().elements() != scores.samples()) {
        throw new TargetException(
            "expected one number for each sample, [n] or [n, 1], the model returned "
                + scores.shape()
                + "; name a class or an index");
      }
      return Objective.ofNoClassLinear(scores, (output, samples) -> output.reshape(samples.length))
          .described(sample -> "the only number");
    };
  }

  /**
   * Binary classification by one logit, [n] or [n, 1].
   *
   * @param positive what is to be explained: yes (the logit) or no (the logit negated)
   */
  static Target binary(boolean positive) {
    return positive ? increase() : increase().decrease();
  }

  /**
   * One element of what a model returns for a sample.
   *
   * @param place as many indices as the output has axes after the batch
   * @throws TargetException later, if there is no such element
   */
  static Target index(int... place) {
    int[] wanted = place.clone();
    return scores -> {
      int at = ElementIndex.of(wanted, scores.shape());
      return Objective.ofNoClassLinear(
              scores, (output, samples) -> Objective.pick(output, samples, sample -> at))
          .described(sample -> "element " + Arrays.toString(wanted));
    };
  }

  /**
   * The cosine of the angle between a sample's embedding and a wanted one, -1 to 1. The output is
   * [n, d], trailing extents of 1 allowed.
   *
   * @param wanted one embedding for all samples, or one for each
   * @throws TargetException if one is zero or not finite, and later if one has another length
   */
  static Target similarity(float[]... wanted) {
    return new SimilarityTarget(wanted);
  }

  /**
   * Any function of the output. It is also asked for changed copies of the batch, so it must treat
   * each row by itself.
   *
   * @param function operators from the output, [rows, ...], to one number per row, [rows]
   */
  static Target function(UnaryOperator<Tensor> function) {
    return function((output, samples) -> function.apply(output));
  }

  /** The same for a function that differs from sample to sample. */
  static Target function(Objective.Values function) {
    return scores -> Objective.ofNoClass(scores, function);
  }
}
