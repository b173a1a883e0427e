package dev.pendant.cam.metric;

/**
 * How much of the picture the map shows: the mean of its absolute values, {@code |map|_1 / pixels}.
 * 0 to 1 for a map from 0 to 1, lower is better. Needs no run of the model.
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

  @Override
  public double value(Explained explained) {
    float[] map = explained.map().values();
    double sum = 0;
    for (float value : map) {
      sum += Math.abs(value);
    }
    return sum / map.length;
  }
}
