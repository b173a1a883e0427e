package dev.pendant.tck.matrix;

import java.util.List;

/** All cases of the specification, read from {@code cases.tsv}. */
public final class HookCases {

  private final List<HookCase> cases;

  private HookCases(List<HookCase> cases) {
    this.cases = List.copyOf(cases);
  }

  /**
   * @throws IllegalStateException if the file is missing, or its numbers do not run from 1
   */
  public static HookCases load() {
    List<HookCase> cases =
        TabbedFile.read("cases.tsv", 4).stream()
            .map(
                line ->
                    new HookCase(Integer.parseInt(line[0]), Tag.valueOf(line[1]), line[2], line[3]))
            .toList();
    for (int i = 0; i < cases.size(); i++) {
      if (cases.get(i).number() != i + 1) {
        throw new IllegalStateException(
            "cases.tsv: expected case " + (i + 1) + " at " + cases.get(i));
      }
    }
    return new HookCases(cases);
  }

  /** In the order of their numbers. */
  public List<HookCase> all() {
    return cases;
  }

  /**
   * @throws IllegalArgumentException if the specification has no such case
   */
  public HookCase numbered(int number) {
    if (number < 1 || number > cases.size()) {
      throw new IllegalArgumentException(
          "the specification has cases 1 to " + cases.size() + ", not " + number);
    }
    return cases.get(number - 1);
  }
}
