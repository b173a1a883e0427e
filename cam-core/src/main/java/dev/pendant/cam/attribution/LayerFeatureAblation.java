package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;

/**
 * What is lost when values of a layer are set to a baseline, {@code y - y(A_f = b)}: each by
 * itself, a channel at a time or a position at a time. Every value of a group gets what the whole
 * group is worth. Needs no gradient.
 *
 * <p>captum's {@code LayerFeatureAblation}. Only the tail is run again, once for each group that is
 * not at the baseline already in all samples, many groups at a time. {@link
 * dev.pendant.cam.method.AblationCam} makes weights of the same losses.
 */
public final class LayerFeatureAblation implements AttributionMethod {

  private final LayerGroup group;
  private final double baseline;

  /** Each value by itself, set to 0. */
  public LayerFeatureAblation() {
    this(LayerGroup.VALUE, 0);
  }

  /**
   * @param baseline what values are set to
   */
  public LayerFeatureAblation(LayerGroup group, double baseline) {
    this.group = group;
    this.baseline = baseline;
  }

  @Override
  public String id() {
    return "layer-feature-ablation";
  }

  @Override
  public boolean needsLayer() {
    return true;
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    double[][] values = Sums.rows(evidence.activation());
    return new Attribution(GroupLosses.of(evidence, group, values, (of, sample, at) -> baseline));
  }
}
