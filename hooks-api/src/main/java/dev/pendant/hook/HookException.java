package dev.pendant.hook;

import dev.pendant.PendantException;

/** A hook returned something that cannot stand in for what it was given. */
public final class HookException extends PendantException {

  public HookException(String message) {
    super(message);
  }
}
