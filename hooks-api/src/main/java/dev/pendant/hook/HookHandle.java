package dev.pendant.hook;

/**
 * What registering a hook returns. Closing it takes the hook off; closing again, or after the
 * hook's owner is gone, does nothing. Dropping the handle leaves the hook on. It does not keep the
 * owner alive. Thread-safe. Cases H-179 to H-182.
 */
public interface HookHandle extends AutoCloseable {

  /** Unique and increasing across all kinds of hooks in this JVM. */
  long id();

  @Override
  void close();
}
