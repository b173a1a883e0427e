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
   * Against boxes.
   *
   * @param map of the picture's size
   * @param boxes of everything in the picture that is of the class explained; at least one must
   *     hold the centre of a pixel of the map
   * @throws dev.pendant.PendantException if the map is not finite or no picture's, or no box holds
   *     a pixel of it
   */
  double value(HeatMap map, List<Box> boxes);

  /**
   * Against a mask, as data sets for segmentation have them. For data of any number of axes.
   *
   * @param map of the data's size
   * @param mask for each position of the map, row-major: whether anything of the class explained is
   *     there; it must be somewhere
   * @throws dev.pendant.PendantException if the map is not finite, or the mask has another size or
   *     is false everywhere
   */
  double value(HeatMap map, boolean[] mask);
}
