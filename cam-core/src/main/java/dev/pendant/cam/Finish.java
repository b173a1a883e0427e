package dev.pendant.cam;

import java.util.List;

/** Makes a map for people to look at out of raw, signed ones. */
@FunctionalInterface
public interface Finish {

  /**
   * @param raw the maps of one sample and class
   * @param extents of the data the result is to lie on, such as height and width of a picture
   * @return values between 0 and 1, unless the finish says otherwise
   */
  HeatMap apply(Unfinished raw, int... extents);

  /** The same for maps of a method without particularities. */
  default HeatMap apply(List<HeatMap> layers, int... extents) {
    return apply(Unfinished.of(layers), extents);
  }
}
