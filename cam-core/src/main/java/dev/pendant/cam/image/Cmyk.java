package dev.pendant.cam.image;

import java.awt.image.Raster;

/**
 * JPEGs of four channels, which ImageIO's own reader hands out only raw. As Adobe writes them and
 * Pillow reads them: 255 means no ink.
 */
final class Cmyk {

  private Cmyk() {}

  /**
   * @param ycck whether the first three channels are luminance and chrominance of the (inverted)
   *     cyan, magenta and yellow
   */
  static Picture toPicture(Raster raster, boolean ycck) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] rgb = new byte[width * height * Picture.CHANNELS];
    int[] row = new int[width * 4];
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        if (ycck) {
          unmix(row, 4 * x);
        }
        int light = row[4 * x + 3];
        for (int channel = 0; channel < Picture.CHANNELS; channel++) {
          int ink = 255 - row[4 * x + channel];
          rgb[(y * width + x) * Picture.CHANNELS + channel] =
              (byte) Math.max(light - divideBy255(ink * light), 0);
        }
      }
    }
    return Picture.wrap(width, height, rgb);
  }

  /** JFIF's YCbCr to RGB; libjpeg then stores what is missing to 255. */
  private static void unmix(int[] row, int at) {
    double luminance = row[at];
    double blue = row[at + 1] - 128;
    double red = row[at + 2] - 128;
    row[at] = 255 - clip(luminance + 1.402 * red);
    row[at + 1] = 255 - clip(luminance - 0.344136 * blue - 0.714136 * red);
    row[at + 2] = 255 - clip(luminance + 1.772 * blue);
  }

  private static int clip(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }

  /** Rounds to nearest without dividing. */
  private static int divideBy255(int product) {
    int biased = product + 128;
    return ((biased >> 8) + biased) >> 8;
  }
}
