package dev.pendant.cam;

import java.util.List;

/** Makes a map for people to look at out of raw, signed ones. */
@FunctionalInterface
public interface Finish {

  /**
   * @param raw the maps of one sample and class
   * @param height of the picture the result is to lie on
   * @param width of that picture
   * @return values between 0 and 1, unless the finish says otherwise
   */
  HeatMap apply(Unfinished raw, int height, int width);

  /** The same for maps of a method without particularities. */
  default HeatMap apply(List<HeatMap> layers, int height, int width) {
    return apply(Unfinished.of(layers), height, width);
  }
}
