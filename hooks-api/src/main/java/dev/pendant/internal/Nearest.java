package dev.pendant.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Suggestions for a name that was not found. */
public final class Nearest {

  private Nearest() {}

  /**
   * The candidates fewest edits away, nearest first, ties in their own order; empty ones are left
   * out.
   */
  public static List<String> of(String wanted, Collection<String> candidates, int most) {
    return candidates.stream()
        .filter(candidate -> !candidate.isEmpty())
        .sorted(Comparator.comparingInt(candidate -> edits(wanted, candidate)))
        .limit(most)
        .toList();
  }

  /** Levenshtein's distance, one row at a time. */
  public static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
