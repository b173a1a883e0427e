package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;

/**
 * What a layer shows, {@code A}, whatever is explained.
 *
 * <p>captum's {@code LayerActivation}. Costs the forward pass.
 */
public final class LayerActivation implements AttributionMethod {

  @Override
  public String id() {
    return "layer-activation";
  }

  @Override
  public boolean needsLayer() {
    return true;
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    return new Attribution(evidence.activation());
  }
}
