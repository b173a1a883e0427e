package dev.pendant.cam;

/** Stretching a map to the range from 0 to 1. */
final class MinMax {

  private MinMax() {}

  /**
   * {@code (x - min) / (max - min)}. Where all values are the same there is no range to stretch:
   * such a map becomes 1 everywhere if it is positive, and stays as it is if it is zero.
   */
  static HeatMap exact(HeatMap map) {
    return Scale.of(map).applyTo(map);
  }

  /** {@code (x - min) / (epsilon + max(x - min))}, as the Python libraries write it. */
  static HeatMap withEpsilon(HeatMap map, double epsilon) {
    double min = map.min();
    double range = map.max() - min;
    return map.map(value -> (value - min) / (epsilon + range));
  }
}
