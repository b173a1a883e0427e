package dev.pendant.tensor;

import dev.pendant.internal.Arena;
import dev.pendant.internal.TapeTensor;

/**
 * Owns native memory. What is made on a thread (tensors, and the tape behind them) belongs to the
 * innermost scope open on that thread and is freed when the scope closes, unless moved out with
 * {@link Tensor#keep()} or {@link #adopt}.
 *
 * <pre>{@code
 * try (Scope scope = Scope.open()) {
 *   Tensor y = model.call(x);
 *   return y.toFloatArray();
 * }
 * }</pre>
 *
 * <p>Opened and closed by one thread; tensors in it may be used, closed or kept from any.
 */
public final class Scope implements AutoCloseable {

  private final Arena arena;

  private Scope(Arena arena) {
    this.arena = arena;
  }

  /** Opens a scope inside those already open on this thread. */
  public static Scope open() {
    return new Scope(Arena.open());
  }

  /**
   * Moves a tensor into this scope, out of whichever owned it.
   *
   * @return the tensor
   * @throws IllegalStateException if this scope is closed
   */
  public Tensor adopt(Tensor tensor) {
    TapeTensor.of(tensor).moveTo(arena);
    return tensor;
  }

  /** How many tensors and tape nodes it owns. */
  public int size() {
    return arena.size();
  }

  /**
   * Frees everything it owns, and closes scopes opened inside it and still open. Calling it again
   * does nothing.
   *
   * @throws IllegalStateException on another thread than the one that opened it
   */
  @Override
  public void close() {
    arena.close();
  }
}
