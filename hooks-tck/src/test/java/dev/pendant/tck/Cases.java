package dev.pendant.tck;

import java.util.List;
import java.util.Set;

/** Golden cases by name, for tests of the checks. */
final class Cases {

  private Cases() {}

  /** Those {@link PlainBackend} can evaluate. */
  static List<GoldenCase> plain() {
    Set<String> missing = Set.copyOf(PlainBackend.missing());
    return Goldens.load().stream().filter(golden -> !missing.contains(golden.op().name())).toList();
  }

  static GoldenCase named(String name) {
    return Goldens.load().stream()
        .filter(golden -> golden.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
