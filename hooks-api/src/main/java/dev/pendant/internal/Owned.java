package dev.pendant.internal;

/** Something native with an owner. */
interface Owned {

  /** Gives the memory back. Calling it again does nothing; may be called from any thread. */
  void free();
}
