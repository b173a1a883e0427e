package dev.pendant.tck.matrix;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a case, or a part of it, has no test on any backend.
 *
 * @param verdict {@link Verdict#BY_TYPE} or {@link Verdict#NOT_OFFERED}
 * @param whole whether nothing of the case is left to test
 */
public record Declaration(int number, Verdict verdict, boolean whole, String reason) {

  private static final String PART = "part ";

  public Declaration {
    if (verdict != Verdict.BY_TYPE && verdict != Verdict.NOT_OFFERED) {
      throw new IllegalArgumentException(
          "case " + number + " can be declared 'by type' or 'not offered', not " + verdict.words());
    }
  }

  /** All of {@code declared.tsv}, by number. */
  public static Map<Integer, Declaration> load() {
    Map<Integer, Declaration> declared = new LinkedHashMap<>();
    for (String[] line : TabbedFile.read("declared.tsv", 3)) {
      int number = Integer.parseInt(line[0]);
      boolean whole = !line[1].startsWith(PART);
      Verdict verdict = Verdict.ofWords(whole ? line[1] : line[1].substring(PART.length()));
      Declaration next = new Declaration(number, verdict, whole, line[2]);
      if (declared.put(number, next) != null) {
        throw new IllegalStateException("declared.tsv: case " + number + " is there twice");
      }
    }
    return declared;
  }
}
