package dev.pendant.nn;

/**
 * Returns what it is given: Pendant looks into trained networks, and dropout does nothing in
 * evaluation. It keeps its place so that the paths after it are those of the trained model.
 */
public final class Dropout extends Identity {
  @Override
  protected Module copyWith(Copies copies) {
    return new Dropout();
  }
}
