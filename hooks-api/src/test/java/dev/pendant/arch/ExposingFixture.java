package dev.pendant.arch;

import dev.pendant.arch.internal.Hidden;
import java.util.List;

/** Public, and names an internal type; the rule must find it. */
public final class ExposingFixture {

  /** Breaks the rule on purpose. */
  public List<Hidden> hidden() {
    return List.of();
  }
}
