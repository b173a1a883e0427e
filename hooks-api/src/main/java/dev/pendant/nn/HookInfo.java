package dev.pendant.nn;

/**
 * One hook that hangs on a module.
 *
 * @param path of the module, empty for the one that was asked
 * @param id of its handle
 * @param hook what the user registered
 */
public record HookInfo(String path, Kind kind, long id, Object hook) {

  /** When it runs. */
  public enum Kind {
    FORWARD_PRE,
    FORWARD,
    BACKWARD_PRE,
    BACKWARD
  }
}
