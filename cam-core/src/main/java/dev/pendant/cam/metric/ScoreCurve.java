package dev.pendant.cam.metric;

import dev.pendant.cam.HeatMap;

/**
 * The score as more and more pixels are taken from a picture, or put into an empty one, those with
 * the highest values of the map first.
 *
 * <p>Petsiuk et al., "RISE: Randomized Input Sampling for Explanation of Black-box Models", BMVC
 * 2018, section 4.2. A step moves {@code ceil(pixels / steps)} of them, the last step what is left.
 */
final class ScoreCurve {

  private final double[] shares;
  private final double[] scores;

  private ScoreCurve(double[] shares, double[] scores) {
    this.shares = shares;
    this.scores = scores;
  }

  /**
   * @param inserting whether pixels are put in; else they are taken away
   * @param baseline what a pixel is where it is not the picture's
   */
  static ScoreCurve of(
      Explained explained, boolean inserting, double baseline, int steps, long seed) {
    HeatMap map = explained.map();
    int[] order = PixelRanking.descending(map, seed);
    int most = Math.min(steps, order.length);
    int step = (order.length + most - 1) / most;
    int points = (order.length + step - 1) / step + 1;
    double[] shares = new double[points];
    for (int i = 0; i < points; i++) {
      shares[i] = (double) Math.min(i * step, order.length) / order.length;
    }
    double[] scores =
        explained
            .subject()
            .scores(
                points,
                (copy, values) -> {
                  int moved = Math.min(copy * step, order.length);
                  int from = inserting ? moved : 0;
                  int to = inserting ? order.length : moved;
                  blank(values, order, from, to, baseline);
                });
    return new ScoreCurve(shares, scores);
  }

  static void requireSteps(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("expected at least 1 step, got " + steps);
    }
  }

  private static void blank(double[] values, int[] order, int from, int to, double baseline) {
    for (int offset = 0; offset < values.length; offset += order.length) {
      for (int i = from; i < to; i++) {
        values[offset + order[i]] = baseline;
      }
    }
  }

  /** Area under the curve, by the trapezoid rule over the share of pixels moved. */
  double area() {
    double area = 0;
    for (int i = 1; i < shares.length; i++) {
      area += (shares[i] - shares[i - 1]) * (scores[i] + scores[i - 1]) / 2;
    }
    return area;
  }
}
