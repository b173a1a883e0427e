package dev.pendant.nd4j;

import dev.pendant.PendantException;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.Vjp;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Holds nothing native of its own: it refers to inputs and output, which the caller keeps open. */
final class Nd4jVjp implements Vjp {

  private final Application application;
  private final NativeArray output;
  private final AtomicLong live;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param live counts this VJP until it is closed
   */
  Nd4jVjp(Application application, NativeArray output, AtomicLong live) {
    this.application = application;
    this.output = output;
    this.live = live;
    live.incrementAndGet();
  }

  @Override
  public List<@Nullable NativeArray> apply(
      List<? extends @Nullable NativeArray> outputGradients, boolean[] wanted) {
    if (closed.get()) {
      throw new PendantException("a closed VJP was applied (backend nd4j)");
    }
    NativeArray gradient = outputGradients.get(0);
    INDArray g = gradient == null ? null : Nd4jArray.of(gradient);
    return application.backward(Nd4jArray.of(output), g, wanted);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      live.decrementAndGet();
    }
  }
}
