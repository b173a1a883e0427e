package dev.pendant.cam.method;

/**
 * HiResCAM: gradient times activation, place by place, {@code sum_k G_k A_k}.
 *
 * <p>Draelos and Carin, "Use HiResCAM instead of Grad-CAM for faithful explanations of
 * convolutional neural networks", 2020. Where one linear layer reads the flattened activation, the
 * map sums to the score less the bias. Costs what {@link GradCam} does.
 */
public final class HiResCam extends ChannelSum implements PooledForm {

  @Override
  public String id() {
    return "hires-cam";
  }

  @Override
  Terms terms(Evidence evidence) {
    Features activation = evidence.activation();
    Features gradient = evidence.gradient();
    return (sample, k, p) -> gradient.at(sample, k, p) * activation.at(sample, k, p);
  }

  @Override
  public double ofPooled(double weight, int positions) {
    return weight / positions;
  }
}
