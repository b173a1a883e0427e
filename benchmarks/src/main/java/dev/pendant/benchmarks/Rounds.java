package dev.pendant.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times several passes in rounds, each pass once in every round and in another order in each, so
 * that what slows the machine down for a while slows all. Each is compared with the first of them
 * in the same round.
 */
final class Rounds {

  private final List<Pass> passes = new ArrayList<>();
  private final Random random = new Random(0);

  /** The first one added is what the others are compared with. */
  void add(String name, Runnable code) {
    passes.add(new Pass(name, code, new ArrayList<>()));
  }

  void run() {
    List<Pass> order = new ArrayList<>(passes);
    Collections.shuffle(order, random);
    for (Pass pass : order) {
      long start = System.nanoTime();
      pass.code.run();
      pass.nanoseconds.add(System.nanoTime() - start);
    }
  }

  void clear() {
    passes.forEach(pass -> pass.nanoseconds.clear());
  }

  /** Medians. */
  String report(String what) {
    return String.format(Locale.ROOT, "%n%s, %d rounds%n", what, passes.get(0).nanoseconds.size())
        + passes.stream().map(this::line).collect(Collectors.joining());
  }

  private String line(Pass pass) {
    double[] base = passes.get(0).times();
    double[] all = pass.times();
    Median ratio =
        Median.of(IntStream.range(0, all.length).mapToDouble(i -> all[i] / base[i]).toArray());
    return String.format(
        Locale.ROOT,
        "  %-30s %9.2f ms, ratio %.4f (standard error %.4f, quartiles %.4f and %.4f)%n",
        pass.name,
        Median.of(all).value() / 1e6,
        ratio.value(),
        ratio.standardError(),
        ratio.lower(),
        ratio.upper());
  }

  private record Pass(String name, Runnable code, List<Long> nanoseconds) {
    double[] times() {
      return nanoseconds.stream().mapToDouble(time -> time).toArray();
    }
  }
}
