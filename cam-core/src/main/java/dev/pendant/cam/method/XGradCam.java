package dev.pendant.cam.method;

/**
 * XGrad-CAM: every channel weighted by its gradient, averaged where the channel is active, {@code
 * w_k = sum_p(G_k A_k) / sum_p(A_k)}.
 *
 * <p>Fu et al., "Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs",
 * BMVC 2020, equations 7 and 8. A channel that sums to 0 has no such average and gets weight 0.
 * Costs what {@link GradCam} does.
 */
public final class XGradCam extends WeightedSum implements PooledForm {

  private final double epsilon;

  public XGradCam() {
    this(0);
  }

  /**
   * @param epsilon added to the divisor, as the Python libraries do; a channel that sums to about
   *     its negative then explodes
   */
  public XGradCam(double epsilon) {
    this.epsilon = epsilon;
  }

  @Override
  public String id() {
    return "xgrad-cam";
  }

  @Override
  double[][] weights(Evidence evidence) {
    Features activation = evidence.activation();
    Features gradient = evidence.gradient();
    return each(
        activation,
        (sample, k) -> {
          double weighted = 0;
          for (int p = 0; p < activation.positions(); p++) {
            weighted += gradient.at(sample, k, p) * activation.at(sample, k, p);
          }
          double divisor = activation.sum(sample, k) + epsilon;
          return divisor == 0 ? 0 : weighted / divisor;
        });
  }

  @Override
  public double ofPooled(double weight, int positions) {
    return weight / positions;
  }
}
