package dev.pendant.internal;

import dev.pendant.nn.Module;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which modules are being called on this thread, and how often each was within the outermost call.
 */
public final class CallStack {

  private static final ThreadLocal<CallStack> CURRENT = ThreadLocal.withInitial(CallStack::new);

  private final Map<Module, Integer> counts = new IdentityHashMap<>();
  private final Map<Module, Deque<Integer>> running = new IdentityHashMap<>();
  private int depth;

  private CallStack() {}

  static int enter(Module module) {
    CallStack stack = CURRENT.get();
    int index = stack.counts.merge(module, 1, Integer::sum) - 1;
    stack.depth++;
    stack.push(module, index);
    return index;
  }

  static void leave(Module module) {
    CallStack stack = CURRENT.get();
    stack.pop(module);
    if (--stack.depth == 0) {
      CURRENT.remove();
    }
  }

  /** Makes an earlier call the running one again, while its backward hooks run. */
  static void resume(Module module, int index, Runnable hooks) {
    CallStack stack = CURRENT.get();
    stack.depth++;
    stack.push(module, index);
    try {
      hooks.run();
    } finally {
      stack.pop(module);
      if (--stack.depth == 0) {
        CURRENT.remove();
      }
    }
  }

  /** The running call of a module on this thread, from 0; null if none runs. */
  public static @Nullable Integer indexOf(Module module) {
    Deque<Integer> calls = CURRENT.get().running.get(module);
    return calls == null ? null : calls.peek();
  }

  private void push(Module module, int index) {
    running.computeIfAbsent(module, key -> new ArrayDeque<>(2)).push(index);
  }

  private void pop(Module module) {
    Deque<Integer> calls = running.get(module);
    if (calls != null) {
      calls.pop();
      if (calls.isEmpty()) {
        running.remove(module);
      }
    }
  }
}
