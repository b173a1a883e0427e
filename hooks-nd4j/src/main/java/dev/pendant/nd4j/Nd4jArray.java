package dev.pendant.nd4j;

import dev.pendant.PendantException;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.Spec;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An ND4J array that owns its memory: dense, row-major, no view, in no workspace. */
final class Nd4jArray implements NativeArray {

  private final Spec spec;
  private final INDArray array;
  private final AtomicLong live;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param live counts this array until it is closed
   */
  Nd4jArray(Spec spec, INDArray array, AtomicLong live) {
    if (!array.closeable() || array.ordering() != 'c') {
      throw new IllegalArgumentException(
          "expected an array that owns row-major memory, got " + array.shapeInfoToString());
    }
    this.spec = spec;
    this.array = array;
    this.live = live;
    live.incrementAndGet();
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
      array.close();
      live.decrementAndGet();
    }
  }
}
