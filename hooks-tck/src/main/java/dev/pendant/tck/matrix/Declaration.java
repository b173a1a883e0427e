package dev.pendant.tck.matrix;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a case, or a part of it, has no test on any backend.
 *
 * @param verdict {@link Verdict#BY_TYPE} or {@link Verdict#NOT_OFFERED}
 */
public record Declaration(int number, Verdict verdict, String reason) {

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
      Declaration next = new Declaration(number, Verdict.ofWords(line[1]), line[2]);
      if (declared.put(number, next) != null) {
        throw new IllegalStateException("declared.tsv: case " + number + " is there twice");
      }
    }
    return declared;
  }
}
