package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;

/**
 * {@link DeepLift} of a layer: what arrives there by the rescale rule times the difference between
 * what the layer shows of the input and of an input of zeros, {@code m (A(x) - A(0))}. Where the
 * layer is all that leads to the scores, attributions sum to the difference of the two scores.
 *
 * <p>captum's {@code LayerDeepLift}. Only operators behind the layer count, so maximum pooling
 * before it is no reason to refuse. Costs one forward pass over input and baseline side by side,
 * and one pass back through the tail.
 */
public final class LayerDeepLift implements AttributionMethod {

  @Override
  public String id() {
    return "layer-deep-lift";
  }

  @Override
  public boolean needsLayer() {
    return true;
  }

  /**
   * @throws dev.pendant.cam.method.UnsupportedTailException if the tail has operators the rule says
   *     nothing about
   * @throws dev.pendant.cam.target.TargetException if what is explained is no weighted sum of
   *     scores
   */
  @Override
  public Attribution attribute(Evidence evidence) {
    Baselines zeros = Baselines.zeros(evidence.network().input());
    return new Attribution(RescaleRule.shares(evidence, Site.LAYER, zeros));
  }
}
