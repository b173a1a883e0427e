package dev.pendant.tck;

import dev.pendant.spi.Backend;
import java.util.function.Consumer;

/** Counts what a backend has open, relative to when the check began. */
final class LeakCheck {

  private final Backend backend;
  private final String name;
  private final long before;

  LeakCheck(Backend backend, String name) {
    this.backend = backend;
    this.name = name;
    this.before = backend.liveArrays();
  }

  /**
   * @throws AssertionError if the backend counts another number of arrays and VJPs
   */
  void expect(long open, String when) {
    long live = backend.liveArrays() - before;
    if (live != open) {
      throw new AssertionError(
          "%s: %d native arrays and VJPs are open %s, expected %d"
              .formatted(name, live, when, open));
    }
  }

  /** Runs a check, closes what it opened, and expects nothing to be left. */
  static void leavingNothingOpen(Backend backend, String name, Consumer<OpenArrays> check) {
    LeakCheck count = new LeakCheck(backend, name);
    try (OpenArrays open = new OpenArrays(backend)) {
      check.accept(open);
    }
    count.expect(0, "after all were closed");
  }
}
