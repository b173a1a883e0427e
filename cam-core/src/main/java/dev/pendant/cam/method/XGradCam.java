package dev.pendant.cam.method;

import dev.pendant.cam.internal.Rounding;

/**
 * XGrad-CAM: every channel weighted by its gradient, averaged where the channel is active, {@code
 * w_k = sum_p(G_k A_k) / sum_p(A_k)}.
 *
 * <p>Fu et al., "Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs",
 * BMVC 2020, equations 7 and 8. Where the gradient is the same everywhere, so is its average. Else
 * a channel that sums to 0, up to rounding ({@code |sum A| <= 1e-6 sum |A|}), has none and gets
 * weight 0. Costs what {@link GradCam} does.
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
          double sum = activation.sum(sample, k);
          if (epsilon == 0 && gradient.min(sample, k) == gradient.max(sample, k)) {
            return gradient.at(sample, k, 0);
          }
          double weighted = 0;
          double size = 0;
          for (int p = 0; p < activation.positions(); p++) {
            weighted += gradient.at(sample, k, p) * activation.at(sample, k, p);
            size += Math.abs(activation.at(sample, k, p));
          }
          boolean hasAverage = epsilon != 0 || !Rounding.isZero(sum, size);
          return hasAverage && sum + epsilon != 0 ? weighted / (sum + epsilon) : 0;
        });
  }

  /**
   * @throws IllegalStateException if there is an epsilon: weights depend on the activation then
   */
  @Override
  public double ofPooled(double weight, int positions) {
    if (epsilon != 0) {
      throw new IllegalStateException(
          "xgrad-cam with an epsilon has no form for all classes at once; use new XGradCam()");
    }
    return weight / positions;
  }
}
