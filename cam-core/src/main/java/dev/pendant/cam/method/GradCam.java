package dev.pendant.cam.method;

/**
 * Grad-CAM: every channel weighted by the mean of its gradient, {@code sum_k mean_p(G_k) A_k}.
 *
 * <p>Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based
 * Localization", ICCV 2017, equations 1 and 2 (the ReLU of equation 2 belongs to the finish). Costs
 * one pass back through the tail, none where that is pooling and a linear layer.
 */
public final class GradCam extends WeightedSum implements PooledForm {

  @Override
  public String id() {
    return "grad-cam";
  }

  @Override
  double[][] weights(Evidence evidence) {
    return each(evidence.gradient(), evidence.gradient()::mean);
  }

  @Override
  public double ofPooled(double weight, int positions) {
    return weight / positions;
  }
}
