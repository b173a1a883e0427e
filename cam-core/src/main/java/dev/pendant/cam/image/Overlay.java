package dev.pendant.cam.image;

import java.util.Locale;

/**
 * Lays a heat map over a picture: each pixel becomes {@code (1 - weight) * picture + weight *
 * heat}.
 *
 * <p>Nothing is rescaled by the brightness that results, as pytorch-grad-cam does: equal heat over
 * equal pixels looks equal in every picture and in every frame of a film.
 *
 * @param colours how heat is coloured
 * @param weight the share of the heat, from 0 (the picture alone) to 1 (the heat alone)
 */
public record Overlay(ColorMap colours, float weight) {

  /** Half picture, half heat: both stay plain to see. */
  public static final Overlay DEFAULT = new Overlay(ColorMap.INFERNO, 0.5f);

  /**
   * @throws IllegalArgumentException if the weight is not from 0 to 1
   */
  public Overlay {
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("expected a weight from 0 to 1, got " + weight);
    }
  }

  /**
   * The picture with the map over it.
   *
   * @param map {@code [height, width]} of the picture, row by row, each value from 0 (cold) to 1
   *     (hot)
   * @throws IllegalArgumentException if the map has another size, or a value that is not finite or
   *     not from 0 to 1
   */
  public Picture over(Picture picture, float[] map) {
    requireHeat(map, picture.height(), picture.width());
    byte[] from = picture.bytes();
    byte[] blended = new byte[from.length];
    for (int i = 0; i < map.length; i++) {
      int heat = colours.rgb(map[i]);
      int at = i * Picture.CHANNELS;
      blended[at] = blend(from[at], heat >> 16);
      blended[at + 1] = blend(from[at + 1], heat >> 8);
      blended[at + 2] = blend(from[at + 2], heat);
    }
    return Picture.wrap(picture.width(), picture.height(), blended);
  }

  private byte blend(byte picture, int heat) {
    return (byte) Math.round((1 - weight) * (picture & 0xff) + weight * (heat & 0xff));
  }

  /** Whether a map of this size may be coloured. */
  static void requireHeat(float[] map, int height, int width) {
    if (map.length != (long) width * height) {
      throw new IllegalArgumentException(
          "expected a map of %d x %d, %d values, got %d; resize it with MapResize.linear first"
              .formatted(height, width, (long) width * height, map.length));
    }
    for (int i = 0; i < map.length; i++) {
      if (!(map[i] >= 0 && map[i] <= 1)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "expected values from 0 to 1, got %s at row %d, column %d; normalise the map first",
                map[i],
                i / width,
                i % width));
      }
    }
  }
}
