package dev.pendant.cam.image;

/** EXIF's eight ways to hold a camera, and back. */
final class Orientation {

  /** As stored is upright. */
  static final int UPRIGHT = 1;

  private Orientation() {}

  /**
   * @param orientation the EXIF tag's value; outside 2 to 8 the picture stays as it is
   */
  static Picture upright(Picture stored, int orientation) {
    if (orientation <= UPRIGHT || orientation > 8) {
      return stored;
    }
    // From 5 on, stored rows are upright columns.
    boolean swapped = orientation >= 5;
    int width = swapped ? stored.height() : stored.width();
    int height = swapped ? stored.width() : stored.height();
    byte[] from = stored.bytes();
    byte[] to = new byte[from.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int column = swapped ? y : x;
        int row = swapped ? x : y;
        if (fromTheRight(orientation)) {
          column = stored.width() - 1 - column;
        }
        if (fromTheBottom(orientation)) {
          row = stored.height() - 1 - row;
        }
        System.arraycopy(
            from,
            (row * stored.width() + column) * Picture.CHANNELS,
            to,
            (y * width + x) * Picture.CHANNELS,
            Picture.CHANNELS);
      }
    }
    return Picture.wrap(width, height, to);
  }

  private static boolean fromTheRight(int orientation) {
    return orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  }

  private static boolean fromTheBottom(int orientation) {
    return orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  }
}
