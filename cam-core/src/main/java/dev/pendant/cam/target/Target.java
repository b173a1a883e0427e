package dev.pendant.cam.target;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Says what is to be explained, once the scores are known. Thread-safe. */
@FunctionalInterface
public interface Target {

  /**
   * What this target comes to for a batch.
   *
   * @throws TargetException if it does not fit these scores
   */
  Objective objective(Scores scores);

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
}
