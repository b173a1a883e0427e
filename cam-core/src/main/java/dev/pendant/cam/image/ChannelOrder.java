package dev.pendant.cam.image;

/** The channels a model takes, in its order. */
public enum ChannelOrder {
  RGB(3),
  BGR(3),

  /** One channel of luminance, as Pillow's {@code convert("L")}: ITU-R 601-2. */
  GREY(1);

  private final int count;

  ChannelOrder(int count) {
    this.count = count;
  }

  /** How many channels there are. */
  public int count() {
    return count;
  }

  /** The picture's pixels with these channels interleaved; only for reading. */
  byte[] pixelsOf(Picture picture) {
    byte[] rgb = picture.bytes();
    return switch (this) {
      case RGB -> rgb;
      case BGR -> reversed(rgb);
      case GREY -> luminance(rgb);
    };
  }

  private static byte[] reversed(byte[] rgb) {
    byte[] bgr = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i += 3) {
      bgr[i] = rgb[i + 2];
      bgr[i + 1] = rgb[i + 1];
      bgr[i + 2] = rgb[i];
    }
    return bgr;
  }

  /** Weights .299, .587 and .114 in 16 fraction bits, rounded to nearest. */
  private static byte[] luminance(byte[] rgb) {
    byte[] grey = new byte[rgb.length / 3];
    for (int i = 0; i < grey.length; i++) {
      int red = rgb[3 * i] & 0xff;
      int green = rgb[3 * i + 1] & 0xff;
      int blue = rgb[3 * i + 2] & 0xff;
      grey[i] = (byte) ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
    }
    return grey;
  }
}
