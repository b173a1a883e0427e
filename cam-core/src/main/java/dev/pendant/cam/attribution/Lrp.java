package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;

/**
 * Layer-wise relevance propagation with the epsilon rule: the score, shared out from operator to
 * operator until it reaches the input. Of a weighted sum {@code z_j = sum_i a_i w_ij + b_j} each
 * part gets {@code R_i = sum_j a_i w_ij R_j / (z_j + e)}, e having the sign of z_j; maximum pooling
 * gives all to the largest; an activation function passes its relevance on. What falls to a bias
 * b_j goes no further, so relevance sums to the score where there is none (and but for what e
 * takes).
 *
 * <p>Weighted sums are convolutions, linear layers, products with a constant, mean pooling, batch
 * normalisation in evaluation mode and additions: of a residual block each branch gets its share.
 * captum does the same for modules, but an addition has to be made one ({@code Addition_Module}): a
 * plain {@code +} hands all relevance to both branches there. Activation functions are those that
 * are 0 at 0 (ReLU, ReLU6, leaky ReLU, ELU, GELU, SiLU, hard swish, tanh; captum: ReLU and tanh);
 * anything else is refused. In a network of ReLU alone this is {@link InputXGradient}, which costs
 * less, as long as epsilon is small.
 *
 * <p>Bach et al., "On Pixel-Wise Explanations for Non-Linear Classifier Decisions by Layer-Wise
 * Relevance Propagation", PLOS ONE 2015, equation 58; Montavon et al., "Layer-Wise Relevance
 * Propagation: An Overview", 2019, section 10.2.1. Explains scores and differences of scores, not
 * functions of them such as a probability. Costs a recorded forward pass, every weighted sum once
 * more, and one pass back.
 */
public final class Lrp implements AttributionMethod {

  /** captum's. */
  static final double EPSILON = 1e-9;

  private final EpsilonRule rule;

  /** With an epsilon of 1e-9, which does no more than keep from dividing by 0. */
  public Lrp() {
    this(EPSILON);
  }

  /**
   * @param epsilon how much relevance is taken by small sums
   * @throws IllegalArgumentException if it is not positive
   */
  public Lrp(double epsilon) {
    this.rule = new EpsilonRule(epsilon);
  }

  @Override
  public String id() {
    return "lrp";
  }

  /**
   * @throws dev.pendant.cam.method.UnsupportedTailException if the model has operators the rule
   *     says nothing about
   * @throws dev.pendant.cam.target.TargetException if what is explained is no weighted sum of
   *     scores
   */
  @Override
  public Attribution attribute(Evidence evidence) {
    return new Attribution(rule.relevance(evidence, Site.INPUT));
  }
}
