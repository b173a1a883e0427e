package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;
import dev.pendant.tensor.Tensor;

/**
 * {@link LayerDeepLift} averaged over several baseline inputs, {@code mean_j m_j (A(x) - A(b_j))}.
 *
 * <p>captum's {@code LayerDeepLiftShap}, after Lundberg and Lee, "A Unified Approach to
 * Interpreting Model Predictions", NIPS 2017, section 4.2. Costs what {@link LayerDeepLift} does
 * for each baseline, several at a time.
 */
public final class LayerDeepLiftShap implements AttributionMethod {

  private final Baselines baselines;

  /**
   * @param baselines inputs, as for {@link DeepLiftShap#DeepLiftShap}
   * @throws IllegalArgumentException if there is none, or they are not floating
   */
  public LayerDeepLiftShap(Tensor baselines) {
    this.baselines = Baselines.of(baselines);
  }

  @Override
  public String id() {
    return "layer-deep-lift-shap";
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
   * @throws IllegalArgumentException if the baselines do not fit the input
   */
  @Override
  public Attribution attribute(Evidence evidence) {
    return new Attribution(RescaleRule.shares(evidence, Site.LAYER, baselines));
  }
}
