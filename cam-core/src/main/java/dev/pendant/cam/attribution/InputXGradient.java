package dev.pendant.cam.attribution;

import dev.pendant.cam.method.Evidence;

/**
 * Input x gradient: {@code x G_x}.
 *
 * <p>Shrikumar et al., "Not Just a Black Box: Learning Important Features Through Propagating
 * Activation Differences", 2016, section 3 (as a baseline). Costs one forward and one backward
 * pass.
 */
public final class InputXGradient implements AttributionMethod {

  @Override
  public String id() {
    return "input-x-gradient";
  }

  @Override
  public Attribution attribute(Evidence evidence) {
    return new Attribution(
        Sums.combined(
            evidence.network().input(), Sums.gradient(evidence), (x, gradient) -> x * gradient));
  }
}
