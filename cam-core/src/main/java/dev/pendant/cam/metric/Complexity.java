package dev.pendant.cam.metric;

/**
 * How much of the picture the map shows: the mean of its values, {@code |map|_1 / pixels}. 0 to 1,
 * lower is better. The map must be from 0 to 1; pytorch-grad-cam takes any, and can then come to
 * more than 1. Needs no run of the model.
 *
 * <p>Poppi et al., "Revisiting the Evaluation of Class Activation Mapping for Explainability", CVPR
 * workshops 2021, equation 5.
 */
public final class Complexity implements Metric {

  @Override
  public String id() {
    return "complexity";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  /**
   * @throws dev.pendant.PendantException if the map is not from 0 to 1
   */
  @Override
  public double value(Explained explained) {
    float[] shown = explained.shares();
    double sum = 0;
    for (float value : shown) {
      sum += value;
    }
    return sum / shown.length;
  }
}
