package dev.pendant.cam.target;

import java.util.List;

/**
 * What a target comes to for one batch: which class each sample is explained for, and the gradient
 * of that with respect to the scores, from which the walk back through the model starts. Immutable.
 */
public final class Objective {

  private final List<Integer> classes;
  private final double[] seed;

  private Objective(List<Integer> classes, double[] seed) {
    this.classes = List.copyOf(classes);
    this.seed = seed;
  }

  /**
   * The sum over samples of the score of each one's class.
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
    double[] seed = new double[scores.samples() * scores.classes()];
    for (int sample = 0; sample < classes.size(); sample++) {
      seed[sample * scores.classes() + scores.checkClass(classes.get(sample))] = 1;
    }
    return new Objective(classes, seed);
  }

  /** The class each sample is explained for. */
  public List<Integer> classes() {
    return classes;
  }

  /** The gradient with respect to the scores, [samples, classes], row-major; a copy. */
  public double[] seed() {
    return seed.clone();
  }
}
