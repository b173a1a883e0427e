package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;

/**
 * DeepLIFT with the rescale rule: differences to what an input of zeros gives, shared out. Through
 * each activation function goes {@code (f(x) - f(b)) / (x - b)} instead of the derivative, and the
 * attribution is what arrives at the input times the difference there. Attributions sum to the
 * difference of the two scores.
 *
 * <p>Shrikumar et al., "Learning Important Features Through Propagating Activation Differences",
 * ICML 2017, section 3.5.1. For networks whose only curves are functions of one value: maximum
 * pooling, softmax, normalisation over a sample's own values and products of activations are
 * refused. Costs one forward and one backward pass over input and baseline side by side.
 */
public final class DeepLift implements AttributionMethod {

  @Override
  public String id() {
    return "deep-lift";
  }

  /**
   * @throws dev.pendant.cam.method.UnsupportedTailException if the model has operators the rule
   *     says nothing about
   * @throws dev.pendant.cam.target.TargetException if what is explained is no weighted sum of
   *     scores
   */
  @Override
  public Attribution attribute(Evidence evidence) {
    Baselines zeros = Baselines.zeros(evidence.network().input());
    return new Attribution(RescaleRule.shares(evidence, Site.INPUT, zeros));
  }
}
