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

  private volatile State<H> state = new State<>(List.of(), List.of());

  public HookHandle add(H hook) {
    return add(hook, false);
  }

  /**
   * @param first before the hooks that are there, instead of after them
   */
  public synchronized HookHandle add(H hook, boolean first) {
    long id = NEXT_ID.incrementAndGet();
    State<H> before = state;
    int at = first ? 0 : before.ids.size();
    List<Long> ids = new ArrayList<>(before.ids);
    ids.add(at, id);
    List<H> hooks = new ArrayList<>(before.hooks);
    hooks.add(at, hook);
    state = new State<>(List.copyOf(ids), List.copyOf(hooks));
    return new Handle(id, new WeakReference<>(this));
  }

  public boolean isEmpty() {
    return state.hooks.isEmpty();
  }

  /** Unchanging; costs nothing. */
  public List<H> snapshot() {
    return state.hooks;
  }

  /** The ids that go with a moment's hooks, in the same order. */
  public List<Long> ids() {
    return state.ids;
  }

  public synchronized void clear() {
    state = new State<>(List.of(), List.of());
  }

  /**
   * The same hooks under ids of their own, so that each list goes its own way from here (H-193).
   */
  public HookList<H> copy() {
    HookList<H> copy = new HookList<>();
    snapshot().forEach(copy::add);
    return copy;
  }

  private synchronized void remove(long id) {
    int at = state.ids.indexOf(id);
    if (at >= 0) {
      List<Long> ids = new ArrayList<>(state.ids);
      ids.remove(at);
      List<H> hooks = new ArrayList<>(state.hooks);
      hooks.remove(at);
      state = new State<>(List.copyOf(ids), List.copyOf(hooks));
    }
  }

  private static final class State<H> {
    private final List<Long> ids;
    private final List<H> hooks;

    State(List<Long> ids, List<H> hooks) {
      this.ids = ids;
      this.hooks = hooks;
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
