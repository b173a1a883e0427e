package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;

/**
 * SmoothGrad squared: the mean of the squared gradient over noisy copies of the input, {@code
 * mean_i G(x + noise_i)^2}.
 *
 * <p>Hooker et al., "A Benchmark for Interpretability Methods in Deep Neural Networks", NeurIPS
 * 2019; captum's {@code smoothgrad_sq}. Costs what {@link SmoothGrad} does.
 */
public final class SmoothGradSquared implements AttributionMethod {

  private final NoisyGradients gradients;

  public SmoothGradSquared() {
    this(NoisyGradients.DEFAULT);
  }

  public SmoothGradSquared(NoisyGradients gradients) {
    this.gradients = gradients;
  }

  @Override
  public String id() {
    return "smooth-grad-squared";
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    return new Attribution(gradients.of(evidence).square());
  }
}
