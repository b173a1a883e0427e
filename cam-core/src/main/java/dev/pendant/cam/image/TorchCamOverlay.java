package dev.pendant.cam.image;

/**
 * A picture with a map over it as torch-cam's {@code overlay_mask} makes it (at commit f44afef8),
 * to the bit: the map is resized by Pillow's bicubic filter, which overshoots, and squared,
 * coloured by matplotlib's jet, and laid over the picture with a share of 0.3. For those who
 * compare with that library; {@link Overlay} is clearer.
 */
public final class TorchCamOverlay {

  private static final double PICTURE = 0.7;
  private static final int COLOURS = 256;

  private TorchCamOverlay() {}

  /**
   * @param map of any size, row by row, each value from 0 to 1
   * @throws IllegalArgumentException if the number of values is not {@code height * width}, or one
   *     is not from 0 to 1
   */
  public static Picture over(Picture picture, float[] map, int height, int width) {
    Overlay.requireHeat(map, height, width);
    float[] heat = resized(map, height, width, picture.height(), picture.width());
    byte[] from = picture.bytes();
    byte[] blended = new byte[from.length];
    for (int i = 0; i < heat.length; i++) {
      int colour = ColorMap.MATPLOTLIB_JET.rgb(index(heat[i] * heat[i]));
      for (int channel = 0; channel < Picture.CHANNELS; channel++) {
        int at = i * Picture.CHANNELS + channel;
        int level = colour >> 8 * (Picture.CHANNELS - 1 - channel) & 0xff;
        blended[at] = (byte) (PICTURE * (from[at] & 0xff) + (1 - PICTURE) * level);
      }
    }
    return Picture.wrap(picture.width(), picture.height(), blended);
  }

  private static int index(float heat) {
    return Math.min((int) (heat * COLOURS), COLOURS - 1);
  }

  /** Rows first, as Pillow does, what lies between rounded to float32. */
  private static float[] resized(float[] map, int height, int width, int newHeight, int newWidth) {
    float[] rows = map;
    if (width != newWidth) {
      rows = new float[height * newWidth];
      Taps taps = Taps.cubic(width, newWidth);
      for (int y = 0; y < height; y++) {
        resample(map, y * width, 1, taps, rows, y * newWidth, 1);
      }
    }
    if (height == newHeight) {
      return rows;
    }
    float[] result = new float[newHeight * newWidth];
    Taps taps = Taps.cubic(height, newHeight);
    for (int x = 0; x < newWidth; x++) {
      resample(rows, x, newWidth, taps, result, x, newWidth);
    }
    return result;
  }

  private static void resample(
      float[] from, int start, int stride, Taps taps, float[] to, int toStart, int toStride) {
    for (int i = 0; i < taps.first().length; i++) {
      double[] weights = taps.weights()[i];
      double sum = 0;
      for (int k = 0; k < weights.length; k++) {
        sum += from[start + (taps.first()[i] + k) * stride] * weights[k];
      }
      to[toStart + i * toStride] = (float) sum;
    }
  }
}
