package dev.pendant.models.fuzz;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.pendant.PendantException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads damaged files and holds what reading them does to the promise: all goes well, or one
 * exception of ours comes; within a second of computing; without running out of memory; without
 * reading a file outside the model's folder. What breaks it is kept in the folder.
 */
final class Fuzz {

  private static final long LONGEST_NANOS = 1_000_000_000L;
  private static final long HANG_MILLIS = 60_000;
  private static final int CANARY_BYTES = 1 << 20;

  private final Format format;
  private final Path folder;
  private final Canary canary;
  private final boolean canaryWorks;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final AtomicLong started = new AtomicLong();
  private final List<String> broken = new ArrayList<>();
  private int whole;
  private int refused;
  private long slowest;

  /** What a run saw. */
  record Report(
      Format format,
      int whole,
      int refused,
      long slowestMillis,
      boolean canary,
      List<String> broken) {}

  private Fuzz(Format format, Path parent) throws IOException {
    this.format = format;
    this.folder = Files.createDirectories(parent.resolve(format.ending));
    this.canary = new Canary(parent.resolve("canary.bin"), CANARY_BYTES);
    this.canaryWorks = canary.works();
    Files.write(folder.resolve("weights.bin"), new byte[CANARY_BYTES]);
    Files.deleteIfExists(folder.resolve("link.bin"));
    Files.createSymbolicLink(folder.resolve("link.bin"), Path.of("..", "canary.bin"));
  }

  /**
   * @param parent a folder to work in
   */
  static Report run(Format format, int files, long seed, Path parent) throws IOException {
    Fuzz fuzz = new Fuzz(format, parent);
    Thread watch = new Thread(fuzz::watch, "fuzz-watch");
    watch.setDaemon(true);
    watch.start();
    Mutator mutator =
        new Mutator(
            new Random(seed),
            Corpus.of(format),
            format.tokens,
            format == Format.ONNX ? ModelProto.parser() : null);
    for (int i = 0; i < files; i++) {
      fuzz.read(mutator.next(), i);
    }
    watch.interrupt();
    return new Report(
        format, fuzz.whole, fuzz.refused, fuzz.slowest / 1_000_000, fuzz.canaryWorks, fuzz.broken);
  }

  private void read(byte[] content, int number) throws IOException {
    Path file = Files.write(folder.resolve("model." + format.ending), content);
    long before = threads.getCurrentThreadCpuTime();
    started.set(System.currentTimeMillis());
    Throwable thrown = null;
    try {
      format.read(file);
    } catch (Throwable e) {
      thrown = e;
    }
    started.set(0);
    long nanos = threads.getCurrentThreadCpuTime() - before;
    slowest = Math.max(slowest, nanos);
    if (thrown == null) {
      whole++;
    } else {
      refused++;
    }
    String wrong = wrong(thrown, nanos);
    if (wrong != null) {
      Path kept = Files.write(folder.resolve("broken-" + number + "." + format.ending), content);
      broken.add(kept + ": " + wrong);
      canary.reset();
    }
  }

  private @Nullable String wrong(@Nullable Throwable thrown, long nanos) throws IOException {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof VirtualMachineError) {
        return "ran out: " + cause;
      }
    }
    if (thrown != null && !(thrown instanceof PendantException)) {
      return "threw " + thrown + " at " + thrown.getStackTrace()[0];
    }
    if (thrown != null && (thrown.getMessage() == null || thrown.getMessage().isBlank())) {
      return "threw " + thrown.getClass() + " without a word";
    }
    if (nanos > LONGEST_NANOS) {
      return "took " + nanos / 1_000_000 + " ms";
    }
    return canary.wasRead() ? "read a file outside the folder" : null;
  }

  /** A read that never ends cannot be stopped, so the whole run is. */
  private void watch() {
    try {
      while (true) {
        Thread.sleep(1000);
        long since = started.get();
        if (since != 0 && System.currentTimeMillis() - since > HANG_MILLIS) {
          Thread.getAllStackTraces()
              .forEach((thread, trace) -> System.err.println(thread + " " + List.of(trace)));
          System.err.println("hangs on " + folder.resolve("model." + format.ending));
          Runtime.getRuntime().halt(3);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Long runs: FORMAT, number of files, seed. From {@code models}, after {@code mvn test-compile},
   * with the test class path and {@code -Xmx1g}.
   */
  public static void main(String[] args) throws IOException {
    Report report =
        run(
            Format.valueOf(args[0]),
            Integer.parseInt(args[1]),
            Long.parseLong(args[2]),
            Files.createTempDirectory("fuzz"));
    report.broken().forEach(System.out::println);
    System.out.println(report);
    System.exit(report.broken().isEmpty() ? 0 : 1);
  }
}
