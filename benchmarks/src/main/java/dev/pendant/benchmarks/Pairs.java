package dev.pendant.benchmarks;

import dev.pendant.hook.HookHandle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Times two variants in turns, so that what slows the machine down for a while slows both. Beside
 * wall time it takes the thread's own processor time, which leaves out what other processes took.
 */
final class Pairs {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<Pair> pairs = new ArrayList<>();

  /** One pair; which goes first changes from pair to pair. Hooks come and go off the clock. */
  void run(Runnable pass, Supplier<HookHandle> register) {
    boolean hookedFirst = pairs.size() % 2 == 1;
    Time before = hookedFirst ? null : Time.of(pass);
    Time with;
    try (HookHandle hooks = register.get()) {
      with = Time.of(pass);
    }
    pairs.add(new Pair(before == null ? Time.of(pass) : before, with));
  }

  void clear() {
    pairs.clear();
  }

  /** Medians, and the quartiles of the ratio. */
  String report(String what) {
    return String.format(
        Locale.ROOT,
        "%n%s, %d pairs%n%s%n%s%n",
        what,
        pairs.size(),
        line("wall", pairs.stream().mapToDouble(pair -> pair.without.wall).toArray(), ratios(true)),
        line("cpu", pairs.stream().mapToDouble(pair -> pair.without.cpu).toArray(), ratios(false)));
  }

  private double[] ratios(boolean wall) {
    return pairs.stream()
        .mapToDouble(
            pair -> wall ? pair.with.wall / pair.without.wall : pair.with.cpu / pair.without.cpu)
        .toArray();
  }

  private static String line(String clock, double[] without, double[] ratios) {
    Median ratio = Median.of(ratios);
    return String.format(
        Locale.ROOT,
        "  %-4s without hooks %8.2f ms; with hooks %+.2f %% (quartiles %+.2f and %+.2f %%,"
            + " standard error of the median %.2f %%)",
        clock,
        Median.of(without).value() / 1e6,
        percent(ratio.value()),
        percent(ratio.lower()),
        percent(ratio.upper()),
        100 * ratio.standardError());
  }

  private static double percent(double ratio) {
    return 100 * (ratio - 1);
  }

  private record Pair(Time without, Time with) {}

  /** In nanoseconds. */
  private record Time(double wall, double cpu) {
    static Time of(Runnable code) {
      long cpu = THREADS.getCurrentThreadCpuTime();
      long wall = System.nanoTime();
      code.run();
      return new Time(System.nanoTime() - wall, THREADS.getCurrentThreadCpuTime() - cpu);
    }
  }
}
