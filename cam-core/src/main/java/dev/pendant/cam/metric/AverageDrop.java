package dev.pendant.cam.metric;

import dev.pendant.PendantException;

/**
 * How much of its confidence the model loses when it sees only what the map shows: {@code max(0, Y
 * - O) / Y}, Y being the score of the picture and O that of the picture times the map (0 stands for
 * what a preprocessed 0 is: the data set's mean). 0 to 1, lower is better. The map must be from 0
 * to 1; pytorch-grad-cam multiplies by whatever it is given.
 *
 * <p>Chattopadhay et al., "Grad-CAM++", WACV 2018, section 5.1, there in percent. Use a target
 * whose score is positive: {@link dev.pendant.cam.target.Target#probability}. Costs one forward
 * pass.
 */
public final class AverageDrop implements Metric {

  @Override
  public String id() {
    return "average-drop";
  }

  @Override
  public Direction direction() {
    return Direction.LOWER_IS_BETTER;
  }

  /**
   * @throws PendantException if the score of the picture is not above 0, or the map not from 0 to 1
   */
  @Override
  public double value(Explained explained) {
    double full = explained.subject().score();
    if (!(full > 0)) {
      throw new PendantException(
          "average drop needs a score above 0, the picture's is "
              + full
              + "; measure a probability: target.probability()");
    }
    return Math.max(0, full - masked(explained)) / full;
  }

  /** The score of the picture times the map. */
  static double masked(Explained explained) {
    return explained.subject().scores(1, explained.masked())[0];
  }
}
