package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.Variants;
import java.util.List;

/**
 * Integrated gradients: the gradient integrated along the straight way from a baseline to the
 * input, times their difference, {@code (x - b) * integral_0^1 G(b + a (x - b)) da}. The
 * attributions of a sample sum to the difference of the two scores.
 *
 * <p>Sundararajan et al., "Axiomatic Attribution for Deep Networks", ICML 2017, equations 1 and 3.
 * Costs one forward and one backward pass for each step, several at a time.
 */
public final class IntegratedGradients implements AttributionMethod {

  private final IntegrationRule rule;
  private final int steps;
  private final double baseline;

  /** 50 steps of Gauss-Legendre quadrature from an input of zeros. */
  public IntegratedGradients() {
    this(IntegrationRule.GAUSS_LEGENDRE, 50, 0);
  }

  /**
   * @param baseline the value everywhere in the input from which the way begins
   * @throws IllegalArgumentException for less than two steps
   */
  public IntegratedGradients(IntegrationRule rule, int steps, double baseline) {
    this.rule = rule;
    this.steps = IntegrationRule.requireSteps(steps);
    this.baseline = baseline;
  }

  @Override
  public String id() {
    return "integrated-gradients";
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    IntegrationRule.Nodes nodes = rule.nodes(steps);
    Features integral =
        Sums.ofGradients(
            evidence,
            steps,
            (step, sample, values) -> toBaseline(values, nodes.places()[step]),
            nodes.weights());
    return new Attribution(
        Sums.combined(
            evidence.network().input(), integral, (x, gradient) -> (x - baseline) * gradient));
  }

  /**
   * By how much the attributions of each sample miss what they must sum to: {@code sum - (y(x) -
   * y(b))}.
   */
  public double[] convergenceDelta(Evidence evidence, List<Attribution> attributions) {
    Variants runs = evidence.network().variants();
    double[][] scores =
        runs.values(
            evidence.objective(), 2, (variant, sample, values) -> toBaseline(values, variant));
    double[] delta = new double[runs.samples()];
    for (int sample = 0; sample < delta.length; sample++) {
      int of = sample;
      double total = attributions.stream().mapToDouble(one -> one.total(of)).sum();
      delta[sample] = total - (scores[1][sample] - scores[0][sample]);
    }
    return delta;
  }

  /** The place on the way, 0 being the baseline and 1 the input. */
  private void toBaseline(double[] values, double place) {
    for (int i = 0; i < values.length; i++) {
      values[i] = baseline + place * (values[i] - baseline);
    }
  }
}
