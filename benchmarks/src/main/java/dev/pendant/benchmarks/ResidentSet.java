package dev.pendant.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process holds of the machine's memory, as Linux counts it. */
final class ResidentSet {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final String RESET_PEAK = "5";

  private ResidentSet() {}

  static long kibibytes() throws IOException {
    return read("VmRSS:");
  }

  /** The most it was since {@link #forgetPeak}. */
  static long peakKibibytes() throws IOException {
    return read("VmHWM:");
  }

  static void forgetPeak() throws IOException {
    Files.writeString(CLEAR, RESET_PEAK);
  }

  private static long read(String field) throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith(field)) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException(STATUS + " has no " + field + " this needs Linux");
  }
}
