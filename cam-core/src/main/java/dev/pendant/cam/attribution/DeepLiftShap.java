package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;
import dev.pendant.tensor.Tensor;

/**
 * {@link DeepLift} averaged over several baseline inputs, {@code mean_j m_j (x - b_j)}, which
 * approximates SHAP values. Attributions sum to the score less the mean score of the baselines.
 *
 * <p>Lundberg and Lee, "A Unified Approach to Interpreting Model Predictions", NIPS 2017, section
 * 4.2 (Deep SHAP). Costs what {@link DeepLift} does for each baseline, several at a time.
 */
public final class DeepLiftShap implements AttributionMethod {

  private final Baselines baselines;

  /**
   * @param baselines [m, c, ...], with the channels and extents of the input, or of all inputs that
   *     are explained, joined along their channels; copied
   * @throws IllegalArgumentException if there is none, or they are not floating
   */
  public DeepLiftShap(Tensor baselines) {
    this.baselines = Baselines.of(baselines);
  }

  @Override
  public String id() {
    return "deep-lift-shap";
  }

  /**
   * @throws dev.pendant.cam.method.UnsupportedTailException if the model has operators the rule
   *     says nothing about
   * @throws dev.pendant.cam.target.TargetException if what is explained is no weighted sum of
   *     scores
   * @throws IllegalArgumentException if the baselines do not fit the input
   */
  @Override
  public Attribution attribute(Evidence evidence) {
    return new Attribution(RescaleRule.shares(evidence, Site.INPUT, baselines));
  }
}
