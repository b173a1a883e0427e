package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Maps;

/**
 * SmoothGrad: the gradient averaged over noisy copies of the input, {@code mean_i G(x + noise_i)};
 * its map is the largest absolute value over channels.
 *
 * <p>Smilkov et al., "SmoothGrad: removing noise by adding noise", 2017, section 3. Costs one
 * forward and one backward pass for each copy, several at a time.
 */
public final class SmoothGrad implements AttributionMethod {

  private final NoisyGradients gradients;

  public SmoothGrad() {
    this(NoisyGradients.DEFAULT);
  }

  public SmoothGrad(NoisyGradients gradients) {
    this.gradients = gradients;
  }

  @Override
  public String id() {
    return "smooth-grad";
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    return new Attribution(gradients.of(evidence).mean());
  }

  @Override
  public Maps map(Evidence evidence) {
    return attribute(evidence).largest();
  }
}
