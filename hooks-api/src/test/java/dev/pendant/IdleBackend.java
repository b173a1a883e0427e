package dev.pendant;

import dev.pendant.op.Op;
import dev.pendant.spi.Backend;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A backend that can be chosen and opened but holds nothing. Public, because providers compiled
 * during a test live in another class loader.
 */
public record IdleBackend(String id) implements Backend {

  /** Ids of the providers that were asked for their availability, in order. */
  public static final List<String> PROBED = new CopyOnWriteArrayList<>();

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public String device() {
    return "nowhere";
  }

  @Override
  public NativeArray create(Spec spec, ByteBuffer data) {
    throw new UnsupportedOperationException("idle");
  }

  @Override
  public void read(NativeArray array, ByteBuffer target) {
    throw new UnsupportedOperationException("idle");
  }

  @Override
  public Evaluation evaluate(Op op, List<? extends NativeArray> inputs, boolean[] gradientWanted) {
    throw new UnsupportedOperationException("idle");
  }

  @Override
  public long liveArrays() {
    return 0;
  }

  @Override
  public void close() {}
}
