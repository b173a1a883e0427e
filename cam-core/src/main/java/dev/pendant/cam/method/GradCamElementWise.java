package dev.pendant.cam.method;

/**
 * Grad-CAM element-wise: as {@link HiResCam}, but only terms that speak for the class, {@code sum_k
 * relu(G_k A_k)}.
 *
 * <p>Pillai and Pirsiavash, "Explainable Models with Consistent Interpretations", AAAI 2021, in the
 * form pytorch-grad-cam gives it. Costs what {@link GradCam} does.
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
