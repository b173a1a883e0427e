package dev.pendant.cam.metric;

/**
 * Area under the {@link ScoreCurve} as the pixels of the picture are put into an empty one. For a
 * probability 0 to 1; higher is better.
 *
 * <p>Petsiuk et al., "RISE", BMVC 2018, section 4.2. Costs a forward pass for each step and one
 * more.
 *
 * @param steps at most how many; there are never more than pixels
 * @param baseline what a pixel of the empty picture is, after preprocessing
 * @param seed for the order of pixels of the same value
 */
public record InsertionAuc(int steps, double baseline, long seed) implements Metric {

  /** 20 steps from a picture of zeros. */
  public InsertionAuc() {
    this(20, 0, 0);
  }

  /**
   * @throws IllegalArgumentException if there is no step
   */
  public InsertionAuc {
    ScoreCurve.requireSteps(steps);
  }

  @Override
  public String id() {
    return "insertion-auc";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  @Override
  public double value(Explained explained) {
    return ScoreCurve.of(explained, true, baseline, steps, seed).area();
  }
}
