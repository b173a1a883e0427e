package dev.pendant.cam;

import dev.pendant.tensor.Shape;

/**
 * Tells [n, h, w, c], as the layers of a Swin transformer return it, from [n, c, h, w], where
 * shapes decide that: read so, the layer has the picture's aspect ratio exactly; read the other
 * way, it misses it by more than the rounding of a side. What may be either is [n, c, h, w].
 */
final class ChannelsLast {

  private ChannelsLast() {}

  /**
   * @param layer shape of what a layer returned
   * @param input shape of the pictures, [n, c, h, w]
   */
  static boolean is(Shape layer, Shape input) {
    if (layer.rank() != 4 || input.rank() != 4) {
      return false;
    }
    long height = input.get(2);
    long width = input.get(3);
    boolean asPicture =
        layer.get(1) <= height
            && layer.get(2) <= width
            && layer.get(1) * width == layer.get(2) * height;
    return asPicture && !hasAspect(layer.get(2), layer.get(3), height, width);
  }

  /** Whether sides may be those of a picture divided by the same number, rounded up or down. */
  private static boolean hasAspect(long rows, long columns, long height, long width) {
    return (rows - 1) * width <= (columns + 1) * height
        && (columns - 1) * height <= (rows + 1) * width;
  }
}
