package dev.pendant.hook;

import java.util.Collection;
import java.util.List;

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

  /** One handle that takes off all of these; its id is the first one's, 0 for none. */
  static HookHandle all(Collection<? extends HookHandle> handles) {
    List<HookHandle> each = List.copyOf(handles);
    return new HookHandle() {
      @Override
      public long id() {
        return each.isEmpty() ? 0 : each.get(0).id();
      }

      @Override
      public void close() {
        each.forEach(HookHandle::close);
      }
    };
  }
}
