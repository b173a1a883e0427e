package dev.pendant.spi;

import dev.pendant.tensor.Spec;

/**
 * A dense, row-major array in an engine's memory, owned by whoever received it from a {@link
 * Backend}. Its values never change. May be read from any thread; closing it while another thread
 * uses it is the caller's error.
 */
public interface NativeArray extends AutoCloseable {

  Spec spec();

  /** Frees the memory at once. Calling it again does nothing. */
  @Override
  void close();
}
