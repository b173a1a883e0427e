package dev.pendant.cli;

/** A star of five points, one of them up. */
final class StarOutline {

  private static final int CORNERS = 10;

  private final double[] cornerX = new double[CORNERS];
  private final double[] cornerY = new double[CORNERS];

  /**
   * @param outer from the centre to the points
   * @param inner from the centre to the corners between them
   */
  StarOutline(double centreX, double centreY, double outer, double inner) {
    for (int i = 0; i < CORNERS; i++) {
      double radius = i % 2 == 0 ? outer : inner;
      // StrictMath: the same to the last bit on every platform.
      cornerX[i] = centreX + radius * StrictMath.sin(2 * Math.PI * i / CORNERS);
      cornerY[i] = centreY - radius * StrictMath.cos(2 * Math.PI * i / CORNERS);
    }
  }

  /** A ray to the right leaves the star an odd number of times from inside. */
  boolean contains(double x, double y) {
    boolean inside = false;
    for (int i = 0, before = CORNERS - 1; i < CORNERS; before = i++) {
      boolean spans = cornerY[i] > y != cornerY[before] > y;
      if (spans) {
        double share = (y - cornerY[i]) / (cornerY[before] - cornerY[i]);
        if (x < cornerX[i] + share * (cornerX[before] - cornerX[i])) {
          inside = !inside;
        }
      }
    }
    return inside;
  }
}
