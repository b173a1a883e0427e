package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;

/**
 * Gradient times activation of a layer, {@code G A}, place by place and channel by channel.
 *
 * <p>captum's {@code LayerGradientXActivation}; summed over channels it is HiResCAM. Costs the
 * forward pass and one pass back through the tail.
 */
public final class LayerGradientXActivation implements AttributionMethod {

  @Override
  public String id() {
    return "layer-gradient-x-activation";
  }

  @Override
  public boolean needsLayer() {
    return true;
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    return new Attribution(
        Sums.combined(evidence.gradient(), evidence.activation(), (g, a) -> g * a));
  }
}
