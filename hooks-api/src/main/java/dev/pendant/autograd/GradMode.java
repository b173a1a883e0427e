package dev.pendant.autograd;

/**
 * Whether operators are recorded, a property of each thread; on for a new thread. With it off,
 * results require no gradient whatever their inputs do.
 */
public final class GradMode {

  private static final ThreadLocal<Boolean> ENABLED = ThreadLocal.withInitial(() -> true);

  private static final ThreadLocal<Boolean> INFERENCE = ThreadLocal.withInitial(() -> false);

  private GradMode() {}

  /** Whether this thread is in {@link Autograd#inferenceMode}. */
  public static boolean isInference() {
    return INFERENCE.get();
  }

  static Guard inference() {
    boolean before = INFERENCE.get();
    Guard off = set(false);
    INFERENCE.set(true);
    return () -> {
      INFERENCE.set(before);
      off.close();
    };
  }

  public static boolean isEnabled() {
    return ENABLED.get();
  }

  /**
   * Sets the mode of this thread until the guard is closed, on this thread.
   *
   * <pre>{@code
   * try (GradMode.Guard off = GradMode.set(false)) { ... }
   * }</pre>
   */
  public static Guard set(boolean enabled) {
    boolean before = ENABLED.get();
    ENABLED.set(enabled);
    return () -> ENABLED.set(before);
  }

  /** Puts the mode back as it was. */
  @FunctionalInterface
  public interface Guard extends AutoCloseable {
    @Override
    void close();
  }
}
