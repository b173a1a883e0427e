package dev.pendant.internal;

import java.lang.ref.Cleaner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a {@link dev.pendant.tensor.Scope}: the set of things to free, and the
 * thread's stack.
 */
public final class Arena {

  private static final ThreadLocal<Deque<Arena>> STACK = ThreadLocal.withInitial(ArrayDeque::new);

  private final Thread thread = Thread.currentThread();
  private final Set<Owned> owned = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean closed;

  private Arena() {}

  public static Arena open() {
    Arena arena = new Arena();
    STACK.get().push(arena);
    return arena;
  }

  /**
   * Gives a new thing its owner: the thread's innermost arena, or, where none is open, the garbage
   * collector by way of {@code holder}.
   *
   * @param holder the object whose becoming unreachable frees the thing; the thing must not refer
   *     to it
   */
  static @Nullable Arena assign(Owned thing, Object holder) {
    Arena arena = STACK.get().peek();
    if (arena == null) {
      leaveToCollector(thing, holder);
    } else {
      arena.add(thing);
    }
    return arena;
  }

  /** The thread's innermost arena; null where none is open. */
  static @Nullable Arena current() {
    return STACK.get().peek();
  }

  /** Runs with an arena as the thread's only one, or with none, whatever else is open. */
  static <T> T within(@Nullable Arena arena, Supplier<T> making) {
    Deque<Arena> stack = STACK.get();
    STACK.set(new ArrayDeque<>(arena == null ? List.of() : List.of(arena)));
    try {
      return making.get();
    } finally {
      STACK.set(stack);
    }
  }

  static void leaveToCollector(Owned thing, Object holder) {
    CleanerHolder.CLEANER.register(holder, thing::free);
  }

  void add(Owned thing) {
    synchronized (owned) {
      if (closed) {
        throw new IllegalStateException("the scope is closed; open another");
      }
      owned.add(thing);
    }
  }

  void remove(Owned thing) {
    synchronized (owned) {
      owned.remove(thing);
    }
  }

  public int size() {
    synchronized (owned) {
      return owned.size();
    }
  }

  public void close() {
    List<Owned> all;
    synchronized (owned) {
      if (closed) {
        return;
      }
      if (Thread.currentThread() != thread) {
        throw new IllegalStateException(
            "a scope is closed by the thread that opened it: opened by "
                + thread.getName()
                + ", closed by "
                + Thread.currentThread().getName());
      }
      closed = true;
      all = new ArrayList<>(owned);
      owned.clear();
    }
    Deque<Arena> stack = STACK.get();
    while (stack.peek() != this) {
      stack.element().close();
    }
    stack.pop();
    if (stack.isEmpty()) {
      STACK.remove();
    }
    all.forEach(Owned::free);
  }

  /** Starts the cleaner's thread only when a tensor is made outside any scope. */
  private static final class CleanerHolder {
    static final Cleaner CLEANER = Cleaner.create();
  }
}
