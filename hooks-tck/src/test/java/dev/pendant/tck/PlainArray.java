package dev.pendant.tck;

import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

// DOC: array
/** An array of {@link PlainBackend}, counted while open. */
final class PlainArray implements NativeArray {

  private final Spec spec;
  private final AtomicLong live;
  private byte @Nullable [] bytes;

  PlainArray(Spec spec, byte[] bytes, AtomicLong live) {
    this.spec = spec;
    this.bytes = bytes;
    this.live = live;
    live.incrementAndGet();
  }

  @Override
  public Spec spec() {
    return spec;
  }

  byte[] bytes() {
    if (bytes == null) {
      throw new IllegalStateException(spec + " is closed");
    }
    return bytes;
  }

  Values values() {
    return Values.decoded(spec, ByteBuffer.wrap(bytes()).order(ByteOrder.nativeOrder()));
  }

  @Override
  public void close() {
    if (bytes != null) {
      bytes = null;
      live.decrementAndGet();
    }
  }
}
// DOC: end
