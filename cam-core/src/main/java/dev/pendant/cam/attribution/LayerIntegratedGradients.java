package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;

/**
 * Integrated gradients in a layer's space: the tail's gradient integrated along the straight way
 * from what the layer shows of a baseline input to what it shows of the input, times their
 * difference, {@code (A(x) - A(b)) integral_0^1 G(A(b) + a (A(x) - A(b))) da}. Where the layer is
 * all that leads to the scores, the attributions of a sample sum to the difference of the two
 * scores. What reaches the scores past the layer, and tokens that stand for no place, stay as they
 * are of the input.
 *
 * <p>captum's {@code LayerIntegratedGradients}, after Sundararajan et al., "Axiomatic Attribution
 * for Deep Networks", ICML 2017, equation 1; {@link LayerConductance} goes along the way of the
 * input instead. Costs one more forward pass, and one pass through the tail and back for each step,
 * several at a time.
 */
public final class LayerIntegratedGradients implements AttributionMethod {

  private final IntegrationRule rule;
  private final int steps;
  private final double baseline;

  /** 50 steps of Gauss-Legendre quadrature from what an input of zeros gives. */
  public LayerIntegratedGradients() {
    this(IntegrationRule.GAUSS_LEGENDRE, 50, 0);
  }

  /**
   * @param baseline the value everywhere in the baseline input
   * @throws IllegalArgumentException for less than two steps
   */
  public LayerIntegratedGradients(IntegrationRule rule, int steps, double baseline) {
    this.rule = rule;
    this.steps = IntegrationRule.requireSteps(steps);
    this.baseline = baseline;
  }

  @Override
  public String id() {
    return "layer-integrated-gradients";
  }

  @Override
  public boolean needsLayer() {
    return true;
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    Features end = evidence.activation();
    Features start = atBaseline(evidence);
    double[][] from = Sums.rows(start);
    IntegrationRule.Nodes nodes = rule.nodes(steps);
    Sums integral = new Sums(end);
    evidence
        .tail()
        .variants()
        .gradients(
            evidence.objective(),
            steps,
            (step, sample, values) -> between(from[sample], values, nodes.places()[step]),
            (step, sample, gradient) ->
                integral.add(sample, gradient, g -> nodes.weights()[step] * g));
    Features difference = Sums.combined(end, start, (to, of) -> to - of);
    return new Attribution(Sums.combined(difference, integral.features(), (d, g) -> d * g));
  }

  private Features atBaseline(Evidence evidence) {
    try (Scope scope = Scope.open()) {
      Tensor input = evidence.network().tensor();
      return evidence.withInput(Tensor.full(input.backend(), input.spec(), baseline)).activation();
    }
  }

  /** From the end to a place on the way, 0 being the start. */
  private static void between(double[] start, double[] values, double place) {
    for (int i = 0; i < values.length; i++) {
      values[i] = start[i] + place * (values[i] - start[i]);
    }
  }
}
