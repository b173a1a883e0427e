package dev.pendant.cam.metric;

/**
 * A number that says how good the map of one sample is. For a data set, average it. Immutable and
 * thread-safe; one that draws random numbers has its seed as a parameter and gives the same value
 * every time.
 */
public interface Metric {

  /** The name it is asked for by, such as {@code average-drop}. */
  String id();

  Direction direction();

  /**
   * @throws dev.pendant.PendantException if it is not defined for this map or score
   */
  double value(Explained explained);
}
