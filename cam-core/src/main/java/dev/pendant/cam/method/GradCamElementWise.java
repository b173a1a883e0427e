package dev.pendant.cam.method;

/**
 * Grad-CAM element-wise: as {@link HiResCam}, but only terms that speak for the class, {@code sum_k
 * relu(G_k A_k)}.
 *
 * <p>Pillai and Pirsiavash, "Explainable Models with Consistent Interpretations", AAAI 2021,
 * equation 3, in the form pytorch-grad-cam gives it: there the ReLU comes before the sum over
 * channels, in the paper after it. Costs what {@link GradCam} does.
 */
public final class GradCamElementWise extends ChannelSum {

  @Override
  public String id() {
    return "grad-cam-elementwise";
  }

  @Override
  Terms terms(Evidence evidence) {
    Features activation = evidence.activation();
    Features gradient = evidence.gradient();
    return (sample, k, p) -> Math.max(0, gradient.at(sample, k, p) * activation.at(sample, k, p));
  }
}
