package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;

/**
 * Internal influence: a layer's gradient, averaged along the straight way from an input of zeros to
 * the input.
 *
 * <p>Leino et al., "Influence-Directed Explanations for Deep Convolutional Networks", ITC 2018,
 * definition 1, by Gauss-Legendre quadrature as in captum. Costs one run of head and tail for each
 * step, several at a time.
 */
public final class InternalInfluence implements AttributionMethod {

  private final int steps;

  /**
   * @param steps at least 2
   * @throws IllegalArgumentException for less
   */
  public InternalInfluence(int steps) {
    this.steps = IntegrationRule.requireSteps(steps);
  }

  @Override
  public String id() {
    return "internal-influence";
  }

  @Override
  public boolean needsLayer() {
    return true;
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    IntegrationRule.Nodes nodes = IntegrationRule.GAUSS_LEGENDRE.nodes(steps);
    Sums sums = new Sums(evidence.activation());
    Path.walk(
        evidence,
        nodes.places(),
        (place, sample, activation, gradient, row) ->
            sums.add(sample, gradient.sample(row), g -> nodes.weights()[place] * g));
    return new Attribution(sums.features());
  }
}
