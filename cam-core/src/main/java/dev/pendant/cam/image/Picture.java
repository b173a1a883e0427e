package dev.pendant.cam.image;

import java.util.Arrays;

/**
 * A picture of 8-bit red, green and blue, row by row from the top left. Immutable, so it may be
 * shared between threads.
 */
public final class Picture {

  static final int CHANNELS = 3;

  private final int width;
  private final int height;
  private final byte[] rgb;

  private Picture(int width, int height, byte[] rgb) {
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /**
   * A picture from its bytes, which are copied.
   *
   * @param rgb {@code height * width * 3} bytes: R, G, B of the first pixel, of the one to its
   *     right
   * @throws IllegalArgumentException if a side is below 1 or the number of bytes does not fit
   */
  public static Picture ofRgb(int width, int height, byte[] rgb) {
    return wrap(width, height, rgb.clone());
  }

  /** Takes the array over; the caller must not keep it. */
  static Picture wrap(int width, int height, byte[] rgb) {
    requireSize(width, height);
    if (rgb.length != (long) width * height * CHANNELS) {
      throw new IllegalArgumentException(
          "expected %d x %d x 3 = %d bytes of RGB, got %d"
              .formatted(width, height, (long) width * height * CHANNELS, rgb.length));
    }
    return new Picture(width, height, rgb);
  }

  static void requireSize(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "expected a width and a height of at least 1, got " + width + " x " + height);
    }
    if ((long) width * height > Integer.MAX_VALUE / 4) {
      throw new IllegalArgumentException(
          width + " x " + height + " pixels do not fit into one Java array; ask for fewer");
    }
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /**
   * The colour of one pixel as {@code 0xRRGGBB}.
   *
   * @throws IndexOutOfBoundsException if the pixel lies outside the picture
   */
  public int rgb(int x, int y) {
    if (x < 0 || x >= width || y < 0 || y >= height) {
      throw new IndexOutOfBoundsException(
          "pixel (" + x + ", " + y + ") lies outside a picture of " + width + " x " + height);
    }
    int at = (y * width + x) * CHANNELS;
    return (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff);
  }

  /** A copy of the bytes, in the order that {@link #ofRgb} takes. */
  public byte[] toBytes() {
    return rgb.clone();
  }

  /** The bytes themselves; only for reading. */
  byte[] bytes() {
    return rgb;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture picture
        && width == picture.width
        && height == picture.height
        && Arrays.equals(rgb, picture.rgb);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(rgb);
  }

  /** For example {@code picture of 640 x 480}. */
  @Override
  public String toString() {
    return "picture of " + width + " x " + height;
  }
}
