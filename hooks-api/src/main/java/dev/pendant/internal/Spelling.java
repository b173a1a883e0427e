package dev.pendant.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant. */
public final class Spelling {

  private Spelling() {}

  /** The name closest to what was written, if it is close enough to be a slip of the keyboard. */
  public static Optional<String> closest(String written, Collection<String> names) {
    return names.stream()
        .filter(name -> distance(written, name) <= Math.max(1, name.length() / 3))
        .min(Comparator.comparingInt(name -> distance(written, name)));
  }

  /**
   * The names fewest edits away, nearest first, ties in their own order; empty ones are left out.
   */
  public static List<String> nearest(String written, Collection<String> names, int most) {
    return names.stream()
        .filter(name -> !name.isEmpty())
        .sorted(Comparator.comparingInt(name -> distance(written, name)))
        .limit(most)
        .toList();
  }

  /**
   * Edits that lead from one word to the other, upper and lower case alike: insert, delete,
   * replace, or swap two neighbours (optimal string alignment).
   */
  static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, edits);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int cheapest(String a, String b, int i, int j, int[][] edits) {
    int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
  }
}
