package dev.pendant.tck.matrix;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of every case on one backend. A case may have several tests: one that fails is enough
 * to fail it. Thread-safe.
 */
public final class Matrix {

  private final HookCases cases;
  private final Map<Integer, Declaration> declared;
  private final Map<Integer, Set<Verdict>> results = new TreeMap<>();
  private final Map<Integer, Set<String>> choices = new TreeMap<>();

  public Matrix(HookCases cases, Map<Integer, Declaration> declared) {
    this.cases = cases;
    this.declared = Map.copyOf(declared);
  }

  /** A test ran to its end. */
  public synchronized void passed(TestName test) {
    add(test, test.choice() ? Verdict.CHOICE : Verdict.PASSED);
  }

  public synchronized void failed(TestName test) {
    add(test, Verdict.FAILED);
  }

  public synchronized void skipped(TestName test) {
    add(test, Verdict.SKIPPED);
  }

  private void add(TestName test, Verdict verdict) {
    int number = cases.numbered(test.number()).number();
    results.computeIfAbsent(number, key -> new LinkedHashSet<>()).add(verdict);
    if (test.choice()) {
      choices.computeIfAbsent(number, key -> new LinkedHashSet<>()).add(test.sentence());
    }
  }

  /** One row for each case of the specification, tested or not. */
  public synchronized List<Row> rows() {
    return cases.all().stream()
        .map(hookCase -> new Row(hookCase, verdict(hookCase), remark(hookCase)))
        .toList();
  }

  private Verdict verdict(HookCase hookCase) {
    Set<Verdict> seen = results.getOrDefault(hookCase.number(), Set.of());
    for (Verdict worst : List.of(Verdict.FAILED, Verdict.SKIPPED, Verdict.CHOICE, Verdict.PASSED)) {
      if (seen.contains(worst)) {
        return worst;
      }
    }
    Declaration reason = declared.get(hookCase.number());
    return reason != null && reason.whole() ? reason.verdict() : Verdict.OPEN;
  }

  /** The words of the choice, then what of the case is declared; else empty. */
  private String remark(HookCase hookCase) {
    Set<String> remarks = new TreeSet<>(choices.getOrDefault(hookCase.number(), Set.of()));
    String chosen = String.join("; ", remarks);
    Declaration reason = declared.get(hookCase.number());
    if (reason == null) {
      return chosen;
    }
    boolean tested = results.containsKey(hookCase.number()) || !reason.whole();
    String why = tested ? reason.verdict().words() + ": " + reason.reason() : reason.reason();
    return chosen.isEmpty() ? why : chosen + "; " + why;
  }

  /**
   * Cases that are not settled: failed, skipped, open, or required and chosen otherwise without a
   * declared reason.
   */
  public static List<Row> unsettled(List<Row> rows, Map<Integer, Declaration> declared) {
    return rows.stream()
        .filter(row -> !row.verdict().settles(row.hookCase().tag()))
        .filter(
            row ->
                row.verdict() != Verdict.CHOICE || !declared.containsKey(row.hookCase().number()))
        .toList();
  }

  /** How many cases came to each verdict, none left out. */
  public static Map<Verdict, Integer> counts(List<Row> rows) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict, 0);
    }
    rows.forEach(row -> counts.merge(row.verdict(), 1, Integer::sum));
    return counts;
  }

  /** A case and what became of it. */
  public record Row(HookCase hookCase, Verdict verdict, String remark) {}
}
