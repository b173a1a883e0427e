package dev.pendant.cam.attribution;

import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Maps;

/** A method that gives every value of the input, or of a layer, its share of the score. */
public interface AttributionMethod extends CamMethod {

  /** A number for each value of the input, or of the layer: see {@link #attributesLayer}. */
  Attribution attribute(Evidence evidence);

  /**
   * Whether it is the layer's values that get a share, not the input's. A method may also look at a
   * layer to attribute the input.
   */
  default boolean attributesLayer() {
    return needsLayer();
  }

  /**
   * Whether the layer must have more than one position, because a map of it is made. Else it may
   * also return [n, c], as linear layers do.
   */
  default boolean needsPositions() {
    return false;
  }

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
