package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;

/**
 * VarGrad: the variance of the gradient over noisy copies of the input, {@code mean_i G_i^2 -
 * (mean_i G_i)^2}.
 *
 * <p>Adebayo et al., "Local Explanation Methods for Deep Neural Networks Lack Sensitivity to
 * Parameter Values", ICLR workshops 2018, section 2. Costs what {@link SmoothGrad} does.
 */
public final class VarGrad implements AttributionMethod {

  private final NoisyGradients gradients;

  public VarGrad() {
    this(NoisyGradients.DEFAULT);
  }

  public VarGrad(NoisyGradients gradients) {
    this.gradients = gradients;
  }

  @Override
  public String id() {
    return "var-grad";
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    return new Attribution(gradients.of(evidence).variance());
  }
}
