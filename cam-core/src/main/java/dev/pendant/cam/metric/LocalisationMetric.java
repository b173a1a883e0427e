package dev.pendant.cam.metric;

import dev.pendant.cam.HeatMap;
import dev.pendant.cam.image.Box;
import java.util.List;

/**
 * A number that says how well a map shows where something is. Higher is better. Immutable and
 * thread-safe.
 */
public interface LocalisationMetric {

  /** The name it is asked for by, such as {@code pointing-game}. */
  String id();

  /**
   * @param map of the picture's size
   * @param boxes of everything in the picture that is of the class explained; at least one
   * @throws dev.pendant.PendantException if the map is not finite, or there is no box
   */
  double value(HeatMap map, List<Box> boxes);
}
