package dev.pendant.cli;

import java.time.Duration;

/** Time since it was made. */
final class Stopwatch {

  private final long start = System.nanoTime();

  double millis() {
    return millis(Duration.ofNanos(System.nanoTime() - start));
  }

  /** Rounded to a hundredth. */
  static double millis(Duration duration) {
    return Math.rint(duration.toNanos() / 1e4) / 100;
  }
}
