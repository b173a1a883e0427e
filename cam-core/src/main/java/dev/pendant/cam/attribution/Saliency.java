package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Features;
import dev.pendant.cam.method.Maps;

/**
 * Saliency: the absolute value of the score's gradient, {@code |G_x|}; its map is the largest over
 * channels.
 *
 * <p>Simonyan et al., "Deep Inside Convolutional Networks: Visualising Image Classification Models
 * and Saliency Maps", ICLR workshops 2014, section 3.1. Costs one forward and one backward pass.
 */
public final class Saliency implements AttributionMethod {

  @Override
  public String id() {
    return "saliency";
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    Features gradient = Sums.gradient(evidence);
    return new Attribution(Sums.combined(gradient, gradient, (g, same) -> Math.abs(g)));
  }

  @Override
  public Maps map(Evidence evidence) {
    return attribute(evidence).largest();
  }
}
