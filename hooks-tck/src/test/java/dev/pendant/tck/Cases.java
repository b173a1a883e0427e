package dev.pendant.tck;

import java.util.List;
import java.util.Set;

/** Golden cases by name, for tests of the checks. */
final class Cases {

  private static final Set<String> PLAIN = Set.of("Add", "Mul", "Neg", "Relu");

  private Cases() {}

  /** Those {@link PlainBackend} can evaluate. */
  static List<GoldenCase> plain() {
    return Goldens.load().stream().filter(golden -> PLAIN.contains(golden.op().name())).toList();
  }

  static GoldenCase named(String name) {
    return Goldens.load().stream()
        .filter(golden -> golden.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
