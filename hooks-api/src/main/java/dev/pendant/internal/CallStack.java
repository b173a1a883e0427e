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

  /**
   * Calls within calls before a recursion counts as endless (H-185). Far more than any network
   * nests, and few enough that the Java stack still has room: were it to run out instead, native
   * code could meet its end and the clean-up of this very class could fail halfway.
   */
  private static final int DEEPEST = 500;

  private static final ThreadLocal<CallStack> CURRENT = ThreadLocal.withInitial(CallStack::new);

  private final Map<Module, Integer> counts = new IdentityHashMap<>();
  private final Map<Module, Deque<Integer>> running = new IdentityHashMap<>();
  private int depth;

  private CallStack() {}

  static int enter(Module module) {
    CallStack stack = CURRENT.get();
    stack.deeper(module);
    int index = stack.counts.merge(module, 1, Integer::sum) - 1;
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
    stack.deeper(module);
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

  private void deeper(Module module) {
    if (depth == DEEPEST) {
      throw new StackOverflowError(
          "module calls are nested "
              + DEEPEST
              + " deep, the innermost a "
              + module.type()
              + "; a hook that calls its own module runs again in that call and must know when to stop");
    }
    depth++;
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
