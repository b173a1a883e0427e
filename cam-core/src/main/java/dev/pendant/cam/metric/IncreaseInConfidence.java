package dev.pendant.cam.metric;

/**
 * Whether the model is surer when it sees only what the map shows: 1 if {@code O > Y}, else 0, with
 * O and Y as in {@link AverageDrop}; NaN if one of them is. Averaged over pictures it is a rate
 * from 0 to 1; higher is better.
 *
 * <p>Chattopadhay et al., "Grad-CAM++", WACV 2018, section 5.1. Costs one forward pass.
 */
public final class IncreaseInConfidence implements Metric {

  @Override
  public String id() {
    return "increase-in-confidence";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  /**
   * @throws dev.pendant.PendantException if the map is not from 0 to 1
   */
  @Override
  public double value(Explained explained) {
    double masked = AverageDrop.masked(explained);
    double whole = explained.subject().score();
    if (Double.isNaN(masked) || Double.isNaN(whole)) {
      return Double.NaN;
    }
    return masked > whole ? 1 : 0;
  }
}
