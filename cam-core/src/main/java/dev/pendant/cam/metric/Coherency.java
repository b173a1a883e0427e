package dev.pendant.cam.metric;

import dev.pendant.PendantException;
import dev.pendant.cam.HeatMap;

/**
 * Whether what the map shows is explained by the same map again: Pearson's correlation of the map
 * of the picture times the map with the map itself, {@code (r + 1) / 2}. 0 to 1, higher is better;
 * 0.5 where one of them is the same everywhere. The map must be from 0 to 1; pytorch-grad-cam
 * multiplies by whatever it is given.
 *
 * <p>Poppi et al., "Revisiting the Evaluation of Class Activation Mapping for Explainability", CVPR
 * workshops 2021, equation 4. Costs one explanation.
 */
public final class Coherency implements Metric {

  @Override
  public String id() {
    return "coherency";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  /**
   * @throws PendantException if the map is not from 0 to 1, or it is not known how it was made
   */
  @Override
  public double value(Explained explained) {
    HeatMap again = explained.again(1, explained.masked()).get(0);
    return (Correlation.pearson(again.values(), explained.map().values()) + 1) / 2;
  }
}
