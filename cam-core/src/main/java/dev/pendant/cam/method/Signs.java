package dev.pendant.cam.method;

/** Decides the sign of what has none of its own. */
final class Signs {

  private Signs() {}

  /** Negates all values if the one furthest from 0 is negative. */
  static void furthestFromZeroPositive(double[] values) {
    double min = 0;
    double max = 0;
    for (double value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    if (-min > max) {
      for (int i = 0; i < values.length; i++) {
        values[i] = -values[i];
      }
    }
  }
}
