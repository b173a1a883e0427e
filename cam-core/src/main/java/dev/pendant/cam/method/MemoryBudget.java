package dev.pendant.cam.method;

/**
 * How much native memory the runs over changed inputs or activations may take at a time.
 *
 * @param bytes about how many; one run of a single batch is made even where it takes more
 */
public record MemoryBudget(long bytes) {

  /** 64 MiB. */
  public static final MemoryBudget DEFAULT = new MemoryBudget(64L << 20);

  private static final int MOST_COPIES = 128;

  /**
   * @throws IllegalArgumentException if it is not positive
   */
  public MemoryBudget {
    if (bytes < 1) {
      throw new IllegalArgumentException("expected a memory budget above 0 bytes, got " + bytes);
    }
  }

  /** How many copies of a batch fit, at least 1; together no more than a Java array holds. */
  public int copies(long bytesPerCopy) {
    long most = Math.min(bytes, Integer.MAX_VALUE) / Math.max(1, bytesPerCopy);
    return (int) Math.max(1, Math.min(MOST_COPIES, most));
  }
}
