package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;

/**
 * {@link Lrp} of a layer: the relevance that reaches it. Relevance sums to the score where no bias
 * behind the layer takes part of it and nothing reaches the scores past the layer.
 *
 * <p>captum's {@code LayerLRP}, which cannot look at what an activation function returns. Only
 * operators behind the layer count. Costs the forward pass, every weighted sum of the tail once
 * more, and one pass back through the tail.
 */
public final class LayerLrp implements AttributionMethod {

  private final EpsilonRule rule;

  /** With an epsilon of 1e-9. */
  public LayerLrp() {
    this(Lrp.EPSILON);
  }

  /**
   * @param epsilon how much relevance is taken by small sums
   * @throws IllegalArgumentException if it is not positive
   */
  public LayerLrp(double epsilon) {
    this.rule = new EpsilonRule(epsilon);
  }

  @Override
  public String id() {
    return "layer-lrp";
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
    return new Attribution(rule.relevance(evidence, Site.LAYER));
  }
}
