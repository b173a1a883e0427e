package dev.pendant.spi;

/**
 * A backend's business card, found by {@link java.util.ServiceLoader}. Its constructor and its
 * static initialisers touch nothing native, load no other service and do no I/O.
 */
public interface BackendProvider {

  /** Short, lower case, unique: {@code djl}, {@code nd4j}. */
  String id();

  /** Version of the engine's Java side; known without loading anything native. */
  String version();

  /**
   * Tries the engine by doing something native. Never throws; may be called again and answers the
   * same.
   */
  Availability availability();

  /**
   * Opens the engine.
   *
   * @throws dev.pendant.PendantException with the first real cause, if the engine cannot run here
   */
  Backend open();
}
