package dev.pendant.nd4j;

import dev.pendant.PendantException;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.Spec;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A dense, row-major ND4J array, no view, in no workspace: owned, or lent by a user. */
final class Nd4jArray implements NativeArray {

  private final Spec spec;
  private final INDArray array;
  private final AtomicLong live;
  private final @Nullable OwnedArray owned;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * An array of the backend's own, closed with this.
   *
   * @param live counts this array until it is closed
   */
  Nd4jArray(Spec spec, OwnedArray owned, AtomicLong live) {
    this(spec, owned.array(), owned, live);
    if (!array.closeable() || array.ordering() != 'c') {
      throw new IllegalArgumentException(
          "expected an array that owns row-major memory, got " + array.shapeInfoToString());
    }
  }

  private Nd4jArray(Spec spec, INDArray array, @Nullable OwnedArray owned, AtomicLong live) {
    this.owned = owned;
    this.spec = spec;
    this.array = array;
    this.live = live;
    live.incrementAndGet();
  }

  /** A user's array, which stays open when this is closed. */
  static Nd4jArray lent(Spec spec, INDArray array, AtomicLong live) {
    return new Nd4jArray(spec, array, null, live);
  }

  /**
   * @throws PendantException if it is closed or another backend's
   */
  static INDArray of(NativeArray array) {
    if (!(array instanceof Nd4jArray own)) {
      throw new PendantException(
          "backend nd4j was given a "
              + array.getClass().getName()
              + "; copy values between backends, arrays do not travel");
    }
    if (own.closed.get()) {
      throw new PendantException(
          "a closed array was used: " + own.spec + " (backend nd4j); use it before it is closed");
    }
    return own.array;
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      if (owned != null) {
        owned.free();
      }
      live.decrementAndGet();
    }
  }
}
