package dev.pendant.internal;

import dev.pendant.spi.Backend;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.Spec;

/**
 * A native array shared by tensors and tape nodes, freed when the last of them lets go.
 * Thread-safe. Every method that hands out a storage says whether the caller must {@link #release}
 * it.
 */
final class Storage {

  private final Backend backend;
  private final NativeArray array;
  private int references = 1;

  /** The caller holds the first reference. */
  Storage(Backend backend, NativeArray array) {
    this.backend = backend;
    this.array = array;
  }

  Backend backend() {
    return backend;
  }

  NativeArray array() {
    return array;
  }

  Spec spec() {
    return array.spec();
  }

  /** One more reference, unless the memory is already gone; says which. */
  synchronized boolean tryRetain() {
    if (references == 0) {
      return false;
    }
    references++;
    return true;
  }

  /** One more reference; the caller knows that one is held. */
  Storage retain() {
    if (!tryRetain()) {
      throw new IllegalStateException("array was freed while in use: " + spec());
    }
    return this;
  }

  void release() {
    synchronized (this) {
      if (--references > 0) {
        return;
      }
      if (references < 0) {
        throw new IllegalStateException("array released more often than retained: " + spec());
      }
    }
    array.close();
  }
}
