package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;

/**
 * Layer conductance: integrated gradients that flow through a layer's values, {@code sum_i G_i
 * (A_i+1 - A_i)} along the straight way from an input of zeros to the input.
 *
 * <p>Dhamdhere et al., "How Important Is a Neuron?", ICLR 2019, by the sum over steps that
 * Shrikumar et al., "Computationally Efficient Measures of Internal Neuron Importance", 2018, put
 * in the place of gradients of every value, at the places of Gauss-Legendre quadrature as in
 * captum. Costs one run of head and tail for each step, several at a time.
 */
public final class LayerConductance implements AttributionMethod {

  private final int steps;

  /**
   * @param steps at least 2
   * @throws IllegalArgumentException for less
   */
  public LayerConductance(int steps) {
    this.steps = IntegrationRule.requireSteps(steps);
  }

  @Override
  public String id() {
    return "layer-conductance";
  }

  @Override
  public boolean needsLayer() {
    return true;
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    Features like = evidence.activation();
    double[][] activations = new double[like.samples()][];
    double[][] gradients = new double[like.samples()][];
    Sums sums = new Sums(like);
    Path.walk(
        evidence,
        IntegrationRule.GAUSS_LEGENDRE.nodes(steps + 1).places(),
        (place, sample, activation, gradient, row) -> {
          double[] now = activation.sample(row);
          if (place > 0) {
            addStep(sums.of(sample), gradients[sample], activations[sample], now);
          }
          activations[sample] = now;
          gradients[sample] = gradient.sample(row);
        });
    return new Attribution(sums.features());
  }

  private static void addStep(double[] sum, double[] gradient, double[] from, double[] to) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += gradient[i] * (to[i] - from[i]);
    }
  }
}
