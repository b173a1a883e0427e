package dev.pendant.cam;

import java.util.List;

/** Makes a map for people to look at out of raw, signed ones. */
@FunctionalInterface
public interface Finish {

  /**
   * @param layers the raw maps of one sample and class, one per target layer, of any sizes
   * @param height of the picture the result is to lie on
   * @param width of that picture
   * @return values between 0 and 1
   */
  HeatMap apply(List<HeatMap> layers, int height, int width);
}
