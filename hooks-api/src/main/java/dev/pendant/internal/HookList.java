package dev.pendant.internal;

import dev.pendant.hook.HookHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hooks of one kind in one place, in the order they run. Thread-safe; a loop runs over the snapshot
 * taken when it started (H-160).
 */
public final class HookList<H> {

  private static final AtomicLong NEXT_ID = new AtomicLong();

  private volatile List<Entry<H>> entries = List.of();

  public synchronized HookHandle add(H hook) {
    Entry<H> entry = new Entry<>(NEXT_ID.incrementAndGet(), hook);
    List<Entry<H>> more = new ArrayList<>(entries);
    more.add(entry);
    entries = List.copyOf(more);
    return new Handle(entry.id, new WeakReference<>(this));
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  public List<H> snapshot() {
    return entries.stream().map(entry -> entry.hook).toList();
  }

  private synchronized void remove(long id) {
    entries = entries.stream().filter(entry -> entry.id != id).toList();
  }

  private static final class Entry<H> {
    final long id;
    final H hook;

    Entry(long id, H hook) {
      this.id = id;
      this.hook = hook;
    }
  }

  private static final class Handle implements HookHandle {
    private final long id;
    private final WeakReference<? extends HookList<?>> owner;

    Handle(long id, WeakReference<? extends HookList<?>> owner) {
      this.id = id;
      this.owner = owner;
    }

    @Override
    public long id() {
      return id;
    }

    @Override
    public void close() {
      HookList<?> list = owner.get();
      if (list != null) {
        list.remove(id);
      }
    }
  }
}
