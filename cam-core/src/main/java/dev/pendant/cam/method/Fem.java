package dev.pendant.cam.method;

/**
 * FEM: what of each channel is exceptionally strong, {@code sum_k mean_p(A_k) [A_k > mean_p(A_k) +
 * 2 deviations]}: a mask for each channel, weighted by the channel's mean. It knows no class.
 *
 * <p>Fuad et al., "Features Understanding in 3D CNNs for Actions Recognition in Video", IPTA 2020,
 * with its k of 2. Costs the forward pass alone.
 */
public final class Fem extends ChannelSum {

  private static final double DEVIATIONS = 2;

  /** What the strong positions of a channel add to the map. */
  public enum Form {
    PAPER,

    /** pytorch-grad-cam's: they weigh the channel, {@code sum_k A_k times their share}. */
    PYTORCH_GRAD_CAM
  }

  private final Form form;

  public Fem() {
    this(Form.PAPER);
  }

  public Fem(Form form) {
    this.form = form;
  }

  @Override
  public String id() {
    return "fem";
  }

  @Override
  Terms terms(Evidence evidence) {
    Features activation = evidence.activation();
    double[][] limits =
        WeightedSum.each(
            activation,
            (sample, k) ->
                activation.mean(sample, k) + DEVIATIONS * activation.deviation(sample, k));
    return form == Form.PAPER ? masks(activation, limits) : weighted(activation, limits);
  }

  private static Terms masks(Features activation, double[][] limits) {
    double[][] means = WeightedSum.each(activation, activation::mean);
    // Written so that a channel that is not finite does not pass for one without strong positions.
    return (sample, k, p) ->
        activation.at(sample, k, p) <= limits[sample][k] ? 0 : means[sample][k];
  }

  private static Terms weighted(Features activation, double[][] limits) {
    double[][] shares =
        WeightedSum.each(
            activation, (sample, k) -> share(activation, sample, k, limits[sample][k]));
    return (sample, k, p) -> shares[sample][k] * activation.at(sample, k, p);
  }

  private static double share(Features activation, int sample, int k, double limit) {
    int above = 0;
    for (int p = 0; p < activation.positions(); p++) {
      above += activation.at(sample, k, p) > limit ? 1 : 0;
    }
    return (double) above / activation.positions();
  }
}
