package dev.pendant.tools;

import dev.pendant.hook.AlwaysForwardHook;
import dev.pendant.hook.ForwardPreHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.HookOption;
import dev.pendant.nn.Module;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How long the forward calls of each module take: in all, and without the modules called inside.
 * {@link #toString} is a table. Calls that fail count, too.
 *
 * <p>It is the time that passes on the calling thread, so on a device that works behind the
 * caller's back it is the time to hand the work over. Thread-safe: threads are added up.
 */
public final class ModuleTimer implements AutoCloseable {

  private static final double NANOS_PER_MILLISECOND = 1e6;

  private final LongSupplier clock;
  private final Map<String, Times> times = new LinkedHashMap<>();
  private final ThreadLocal<Deque<Running>> running = ThreadLocal.withInitial(ArrayDeque::new);
  private final List<HookHandle> hooks = new ArrayList<>();

  /**
   * One module.
   *
   * @param path empty for the model itself
   * @param nanos of all calls, with everything inside
   * @param ownNanos the same without the timed modules called inside
   */
  public record Row(String path, String type, long calls, long nanos, long ownNanos) {}

  private ModuleTimer(Module model, LongSupplier clock) {
    this.clock = clock;
    HookedModules.once(model.namedModules()).forEach(this::watch);
  }

  private void watch(String path, Module module) {
    Times total = new Times(module.type());
    times.put(path, total);
    // The clock runs from the last pre-hook to the first hook: other hooks are not the module's.
    hooks.add(
        module.registerForwardPreHook(ForwardPreHook.observing((called, in) -> start(called))));
    AlwaysForwardHook stops =
        (called, inputs, outputs) -> {
          stop(called, total);
          return null;
        };
    hooks.add(module.registerAlwaysForwardHook(stops, HookOption.PREPEND));
  }

  /** A timer on all modules of a model. */
  public static ModuleTimer of(Module model) {
    return of(model, System::nanoTime);
  }

  /** The same by another clock, which counts nanoseconds. */
  public static ModuleTimer of(Module model, LongSupplier clock) {
    return new ModuleTimer(model, clock);
  }

  private void start(Module module) {
    running.get().push(new Running(module, module.callIndex(), clock.getAsLong()));
  }

  private void stop(Module module, Times total) {
    Deque<Running> stack = running.get();
    Running call = stack.peek();
    // Missing if a pre-hook failed before the clock was started.
    if (call != null && call.module == module && call.index == module.callIndex()) {
      long nanos = clock.getAsLong() - call.start;
      stack.pop();
      total.calls.increment();
      total.nanos.add(nanos);
      total.ownNanos.add(nanos - call.inside);
      if (!stack.isEmpty()) {
        stack.element().inside += nanos;
      }
    }
    if (stack.isEmpty()) {
      running.remove();
    }
  }

  /** The model first, then all below it, parents first; also those that were not called. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    times.forEach(
        (path, t) ->
            rows.add(new Row(path, t.type, t.calls.sum(), t.nanos.sum(), t.ownNanos.sum())));
    return rows;
  }

  /** A table of the modules that were called, in milliseconds. */
  @Override
  public String toString() {
    TextTable table = new TextTable(2, "path", "type", "calls", "ms", "own ms", "own %");
    List<Row> rows = rows();
    long all = rows.stream().mapToLong(Row::ownNanos).sum();
    for (Row row : rows) {
      if (row.calls() > 0) {
        table.row(
            HookedModules.display(row.path()),
            row.type(),
            String.valueOf(row.calls()),
            decimals(3, row.nanos() / NANOS_PER_MILLISECOND),
            decimals(3, row.ownNanos() / NANOS_PER_MILLISECOND),
            decimals(1, all == 0 ? 0 : 100.0 * row.ownNanos() / all));
      }
    }
    return table.toString();
  }

  private static String decimals(int digits, double value) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** Takes the hooks off; what was measured stays. */
  @Override
  public void close() {
    hooks.forEach(HookHandle::close);
  }

  private static final class Times {
    private final String type;
    private final LongAdder calls = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder ownNanos = new LongAdder();

    Times(String type) {
      this.type = type;
    }
  }

  /** A call that has begun. */
  private static final class Running {
    private final Module module;
    private final int index;
    private final long start;
    private long inside;

    Running(Module module, int index, long start) {
      this.module = module;
      this.index = index;
      this.start = start;
    }
  }
}
