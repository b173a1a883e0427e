package dev.pendant.internal;

import org.jspecify.annotations.Nullable;

/** The part of a tensor that outlives its Java object: the storages it holds on to. */
final class TensorHandle implements Owned {

  private Storage storage;
  private @Nullable Gradient gradient;
  private boolean freed;

  /**
   * @param storage one reference passes to this handle
   */
  TensorHandle(Storage storage) {
    this.storage = storage;
  }

  /** The value, whose spec stays readable after it was freed. */
  synchronized Storage storage() {
    return storage;
  }

  /** Puts another value in this one's place; its reference passes to this handle. */
  synchronized void replaceStorage(Storage other) {
    if (freed) {
      other.release();
      return;
    }
    Storage before = storage;
    storage = other;
    before.release();
  }

  synchronized boolean isFreed() {
    return freed;
  }

  /** A reference for the caller to release; null if freed. */
  synchronized @Nullable Storage retainStorage() {
    return freed ? null : storage.retain();
  }

  /** A reference for the caller to release; null if there is no gradient. */
  synchronized @Nullable Gradient retainGradient() {
    return gradient == null ? null : gradient.retain();
  }

  /**
   * Adds to the accumulated gradient; concurrent passes add one after the other.
   *
   * @param more one reference passes to this handle
   * @return false if this handle was freed, and {@code more} with it
   */
  synchronized boolean accumulate(Gradient more) {
    if (freed) {
      more.release();
      return false;
    }
    Gradient before = gradient;
    gradient = null;
    gradient = before == null ? more : before.plus(more);
    return true;
  }

  /** Puts another in the accumulated gradient's place; its reference passes to this handle. */
  synchronized void replaceGradient(Gradient other) {
    clearGradient();
    if (freed) {
      other.release();
    } else {
      gradient = other;
    }
  }

  synchronized void clearGradient() {
    if (gradient != null) {
      gradient.release();
      gradient = null;
    }
  }

  @Override
  public void free() {
    Storage last;
    synchronized (this) {
      if (freed) {
        return;
      }
      freed = true;
      clearGradient();
      last = storage;
    }
    last.release();
  }
}
