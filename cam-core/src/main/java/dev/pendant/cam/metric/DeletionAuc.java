package dev.pendant.cam.metric;

/**
 * Area under the {@link ScoreCurve} as the pixels of the picture are taken away. For a probability
 * 0 to 1; lower is better.
 *
 * <p>Petsiuk et al., "RISE", BMVC 2018, section 4.2. Costs a forward pass for each step and one
 * more.
 *
 * @param steps at most how many; there are never more than pixels
 * @param baseline what a pixel is when it is taken away, after preprocessing
 * @param seed for the order of pixels of the same value
 */
public record DeletionAuc(int steps, double baseline, long seed) implements Metric {

  /** 20 steps to a picture of zeros. */
  public DeletionAuc() {
    this(20, 0, 0);
  }

  /**
   * @throws IllegalArgumentException if there is no step
   */
  public DeletionAuc {
    ScoreCurve.requireSteps(steps);
  }

  @Override
  public String id() {
    return "deletion-auc";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  @Override
  public double value(Explained explained) {
    return ScoreCurve.of(explained, false, baseline, steps, seed).area();
  }
}
