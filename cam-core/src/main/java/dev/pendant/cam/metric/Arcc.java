package dev.pendant.cam.metric;

/**
 * ARCC, one number for faithfulness, coherency and simplicity: the harmonic mean of {@link
 * Coherency}, 1 less {@link Complexity}, and twice {@link Road#combined} at percentiles 20, 40, 60
 * and 80, cut to 0 to 1. 0 to 1, higher is better. The map must be from 0 to 1; pytorch-grad-cam
 * takes any, and can then come to less than 0 or more than 1.
 *
 * <p>Domeniconi et al., "How to Evaluate and Refine your CAM", ICPR 2026, as pytorch-grad-cam
 * computes it; the ADCC of Poppi et al., "Revisiting the Evaluation of Class Activation Mapping for
 * Explainability", CVPR workshops 2021, equation 6, with ROAD in the place of the average drop; for
 * rows and boxes with ROAD as {@link Road} says. Costs one explanation and eight forward passes.
 *
 * @param seed for {@link Road}
 */
public record Arcc(long seed) implements Metric {

  private static final double EPSILON = 1e-8;

  public Arcc() {
    this(0);
  }

  @Override
  public String id() {
    return "arcc";
  }

  @Override
  public Direction direction() {
    return Direction.HIGHER_IS_BETTER;
  }

  /**
   * @throws dev.pendant.PendantException if the map is not from 0 to 1, or it is not known how it
   *     was made
   */
  @Override
  public double value(Explained explained) {
    // The cheapest first: they refuse what does not fit before the model has run eight times.
    double simplicity = 1 - new Complexity().value(explained);
    double coherency = new Coherency().value(explained);
    double combined = Road.combined().percentiles(20, 40, 60, 80).seed(seed).value(explained);
    return harmonicMean(coherency, simplicity, Math.max(0, Math.min(1, 2 * combined)));
  }

  static double harmonicMean(double... values) {
    double sum = 0;
    for (double value : values) {
      sum += 1 / (value + EPSILON);
    }
    return values.length / sum;
  }
}
