package dev.pendant.cam.image;

/** matplotlib's "jet": lines between the corners below, rounded down. */
final class MatplotlibJet {

  private static final int LAST = 255;

  /** Heat, share of the colour, heat, share, ... */
  private static final double[] RED = {0, 0, 0.35, 0, 0.66, 1, 0.89, 1, 1, 0.5};

  private static final double[] GREEN = {0, 0, 0.125, 0, 0.375, 1, 0.64, 1, 0.91, 0, 1, 0};
  private static final double[] BLUE = {0, 0.5, 0.11, 1, 0.34, 1, 0.65, 0, 1, 0};

  private MatplotlibJet() {}

  static int rgb(int index) {
    return level(RED, index) << 16 | level(GREEN, index) << 8 | level(BLUE, index);
  }

  /** In places of the table, as matplotlib computes it: otherwise some levels round differently. */
  private static int level(double[] corners, int index) {
    int right = 2;
    while (corners[right] * LAST < index) {
      right += 2;
    }
    double from = corners[right - 2] * LAST;
    double along = (index - from) / (corners[right] * LAST - from);
    double share = along * (corners[right + 1] - corners[right - 1]) + corners[right - 1];
    return (int) (share * LAST);
  }
}
