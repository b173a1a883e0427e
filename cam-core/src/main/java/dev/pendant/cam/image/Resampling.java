package dev.pendant.cam.image;

/**
 * Resizing of pictures, byte for byte as Pillow's {@code Image.resize(size, Image.BILINEAR)}.
 *
 * <p>A triangle filter slides over the source: two source pixels wide when enlarging, as wide as
 * two target pixels when shrinking, so that no source pixel is skipped (antialiasing). Models are
 * trained on pictures made this way; a resize without antialiasing changes their scores. Rows are
 * filtered first, then columns, and the result between the two is rounded to 8 bits.
 */
public final class Resampling {

  /** Fraction bits of a weight: 32, less 8 for the pixel and 2 for sign and overshoot. */
  private static final int FRACTION_BITS = 22;

  private static final int HALF = 1 << (FRACTION_BITS - 1);

  private Resampling() {}

  /**
   * The picture at another size; the aspect ratio is not kept. Returns the same picture if it has
   * that size already.
   *
   * @throws IllegalArgumentException if a side is below 1, or too many pixels for a Java array
   *     arise
   */
  public static Picture bilinear(Picture picture, int width, int height) {
    Picture.requireSize(width, height);
    if (picture.width() == width && picture.height() == height) {
      return picture;
    }
    byte[] resized =
        bilinear(
            picture.bytes(), picture.width(), picture.height(), Picture.CHANNELS, width, height);
    return Picture.wrap(width, height, resized);
  }

  /** Interleaved channels, each on its own. Returns {@code source} itself where nothing changes. */
  static byte[] bilinear(
      byte[] source, int sourceWidth, int sourceHeight, int channels, int width, int height) {
    byte[] rows = source;
    if (sourceWidth != width) {
      Picture.requireSize(width, sourceHeight);
      rows = new byte[sourceHeight * width * channels];
      FixedTaps taps = FixedTaps.of(Taps.triangle(sourceWidth, width));
      for (int y = 0; y < sourceHeight; y++) {
        resample(
            source,
            y * sourceWidth * channels,
            channels,
            rows,
            y * width * channels,
            channels,
            taps,
            channels);
      }
    }
    if (sourceHeight == height) {
      return rows;
    }
    byte[] result = new byte[height * width * channels];
    FixedTaps taps = FixedTaps.of(Taps.triangle(sourceHeight, height));
    int stride = width * channels;
    for (int x = 0; x < width; x++) {
      resample(rows, x * channels, stride, result, x * channels, stride, taps, channels);
    }
    return result;
  }

  /** One row or one column, whichever the strides walk. */
  private static void resample(
      byte[] from,
      int fromStart,
      int fromStride,
      byte[] to,
      int toStart,
      int toStride,
      FixedTaps taps,
      int channels) {
    for (int i = 0; i < taps.weights().length; i++) {
      int[] weights = taps.weights()[i];
      for (int channel = 0; channel < channels; channel++) {
        int sum = HALF;
        int at = fromStart + taps.first()[i] * fromStride + channel;
        for (int weight : weights) {
          sum += (from[at] & 0xff) * weight;
          at += fromStride;
        }
        to[toStart + i * toStride + channel] = (byte) clip(sum >> FRACTION_BITS);
      }
    }
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }

  /** {@link Taps} in fixed point, made once for all rows or all columns of a pass. */
  private record FixedTaps(int[] first, int[][] weights) {

    static FixedTaps of(Taps taps) {
      int[][] fixed = new int[taps.weights().length][];
      for (int i = 0; i < fixed.length; i++) {
        double[] weights = taps.weights()[i];
        fixed[i] = new int[weights.length];
        for (int k = 0; k < weights.length; k++) {
          fixed[i][k] = (int) (0.5 + weights[k] * (1 << FRACTION_BITS));
        }
      }
      return new FixedTaps(taps.first(), fixed);
    }
  }
}
