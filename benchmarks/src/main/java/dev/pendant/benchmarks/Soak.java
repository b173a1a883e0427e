package dev.pendant.benchmarks;

import dev.pendant.spi.Backend;
import java.io.IOException;
import java.util.Locale;

/**
 * Does one thing many times and watches what stays behind: native arrays and open VJPs as the
 * backend counts them, and the resident set of the process as Linux counts it. README.md names the
 * options that keep the JVM's own memory still meanwhile.
 */
final class Soak {

  private static final int SAMPLES = 10;

  private final Backend backend;
  private final int warmUp;
  private final int passes;

  /**
   * @param warmUp passes after which nothing may grow any more
   * @param passes in all
   */
  Soak(Backend backend, int warmUp, int passes) {
    this.backend = backend;
    this.warmUp = warmUp;
    this.passes = passes;
  }

  /**
   * Runs and prints.
   *
   * @throws IllegalStateException if more arrays are open after the last pass than after the
   *     warm-up
   */
  void run(String what, Runnable pass) throws IOException {
    print("%s, %s, %d passes%n", what, backend.version(), passes);
    print("%8s %8s %10s%n", "passes", "live", "RSS MiB");
    repeat(pass, 0, warmUp);
    long liveBefore = backend.liveArrays();
    long early = sample(warmUp);
    long middle = early;
    for (int i = 1; i <= SAMPLES; i++) {
      int from = warmUp + (int) ((long) (passes - warmUp) * (i - 1) / SAMPLES);
      int upTo = warmUp + (int) ((long) (passes - warmUp) * i / SAMPLES);
      repeat(pass, from, upTo);
      long now = sample(upTo);
      if (i == SAMPLES / 2) {
        middle = now;
      } else if (i == SAMPLES) {
        print("resident set: %+.1f MiB since pass %d, ", mebibytes(now - early), warmUp);
        print("of which %+.1f MiB in the second half%n", mebibytes(now - middle));
      }
    }
    if (backend.liveArrays() != liveBefore) {
      throw new IllegalStateException(
          "expected %d live arrays as after pass %d, there are %d"
              .formatted(liveBefore, warmUp, backend.liveArrays()));
    }
  }

  private static void repeat(Runnable pass, int from, int to) {
    for (int i = from; i < to; i++) {
      pass.run();
    }
  }

  private long sample(int done) throws IOException {
    collect();
    long resident = ResidentSet.kibibytes();
    print("%8d %8d %10.1f%n", done, backend.liveArrays(), mebibytes(resident));
    return resident;
  }

  /**
   * ND4J keeps a native descriptor of some 200 bytes for each array, closed or not, until the
   * array's Java half is collected; for those that reached the old generation that takes a full
   * collection, and its own threads then free them.
   */
  private static void collect() {
    System.gc();
    try {
      Thread.sleep(500);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException("the soak was interrupted; its numbers are void", stopped);
    }
  }

  private static double mebibytes(long kibibytes) {
    return kibibytes / 1024.0;
  }

  private static void print(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }
}
