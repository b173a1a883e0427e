package dev.pendant.cam.attribution;

import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Maps;

/** A method that gives every value of the input its share of the score. */
public interface AttributionMethod extends CamMethod {

  /** A number for each value of the input. */
  Attribution attribute(Evidence evidence);

  /** The attributions of each position, summed over channels. */
  @Override
  default Maps map(Evidence evidence) {
    return attribute(evidence).summed();
  }

  @Override
  default boolean needsLayer() {
    return false;
  }
}
