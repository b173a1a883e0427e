package dev.pendant.models.onnx;

import dev.pendant.op.Op;
import dev.pendant.spi.Backend;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Enough of a backend to load weights to, without an engine: keeps shapes, computes nothing. */
public final class StorageOnly implements Backend {

  private final Set<NativeArray> live = new HashSet<>();

  @Override
  public String id() {
    return "storage-only";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public String device() {
    return "none";
  }

  @Override
  public NativeArray create(Spec spec, ByteBuffer data) {
    NativeArray array =
        new NativeArray() {
          @Override
          public Spec spec() {
            return spec;
          }

          @Override
          public void close() {
            live.remove(this);
          }
        };
    live.add(array);
    return array;
  }

  @Override
  public void read(NativeArray array, ByteBuffer target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Evaluation evaluate(Op op, List<? extends NativeArray> inputs, boolean[] wanted) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long liveArrays() {
    return live.size();
  }

  @Override
  public void close() {}
}
