package dev.pendant.djl;

import ai.djl.pytorch.engine.PtNDArray;
import dev.pendant.PendantException;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.Spec;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An array that was handed out. It may be a view (of a slice, a permutation) that shares memory
 * with others: libtorch counts the references and frees the memory with the last.
 */
final class DjlArray implements NativeArray {

  private final Spec spec;
  private final AtomicLong live;
  private final AtomicReference<@Nullable PtNDArray> array;

  DjlArray(Spec spec, PtNDArray array, AtomicLong live) {
    this.spec = spec;
    this.array = new AtomicReference<>(array);
    this.live = live;
    live.incrementAndGet();
  }

  @Override
  public Spec spec() {
    return spec;
  }

  /**
   * The engine's array, shared by all threads: only to be read from.
   *
   * @throws PendantException if it was closed
   */
  PtNDArray shared() {
    PtNDArray open = array.get();
    if (open == null) {
      throw new PendantException(
          "array " + spec + " of backend djl was closed before this use; keep it open until then");
    }
    return open;
  }

  @Override
  public void close() {
    PtNDArray open = array.getAndSet(null);
    if (open != null) {
      open.close();
      live.decrementAndGet();
    }
  }
}
