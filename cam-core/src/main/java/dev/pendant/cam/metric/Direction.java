package dev.pendant.cam.metric;

/** Which values of a metric are good. */
public enum Direction {
  HIGHER_IS_BETTER,
  LOWER_IS_BETTER
}
