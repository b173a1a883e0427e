package dev.pendant.tools;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Columns under headings, for people to read; some to the left, the rest (numbers) to the right.
 */
final class TextTable {

  private static final String GAP = "  ";

  private final int left;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param left how many columns, from the first, stand to the left
   */
  TextTable(int left, String... headings) {
    this.left = left;
    row(headings);
  }

  void row(String... cells) {
    rows.add(Arrays.asList(cells));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String pad = " ".repeat(width(column) - cell.length());
        line.append(column == 0 ? "" : GAP).append(column < left ? cell + pad : pad + cell);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
