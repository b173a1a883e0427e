package dev.pendant.nd4j;

import dev.pendant.PendantException;
import dev.pendant.op.Op;
import dev.pendant.spi.Backend;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.OpTable;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J behind the counter. Holds no lock and no thread-local state: calls run side by side. */
final class Nd4jBackend implements Backend {

  private final OpTable<Kernel> table = Nd4jTable.create();
  private final AtomicLong live = new AtomicLong();
  private final NativeExecutor executor = new NativeExecutor();
  private final String version;
  private volatile boolean closed;

  Nd4jBackend(String version) {
    this.version = version;
  }

  @Override
  public String id() {
    return Nd4jProvider.ID;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public String device() {
    return Nd4j.getEnvironment().isCPU() ? "cpu" : "cuda";
  }

  @Override
  public NativeArray create(Spec spec, ByteBuffer data) {
    requireOpen();
    if (data.remaining() != spec.bytes()) {
      throw new PendantException(
          spec + " takes " + spec.bytes() + " bytes, the buffer has " + data.remaining());
    }
    try (Scratch s = new Scratch(executor)) {
      INDArray array = s.make(DTypes.of(spec.type()), spec.shape().toArray());
      if (!array.isEmpty()) {
        array.data().asNio().put(data);
        Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
      }
      return new Nd4jArray(spec, s.handOver(array), live);
    }
  }

  @Override
  public void read(NativeArray array, ByteBuffer target) {
    requireOpen();
    Spec spec = array.spec();
    if (target.remaining() < spec.bytes()) {
      throw new PendantException(
          spec
              + " takes "
              + spec.bytes()
              + " bytes, the buffer has room for "
              + target.remaining());
    }
    INDArray values = Nd4jArray.of(array);
    if (!values.isEmpty()) {
      ByteBuffer source = values.data().asNio();
      target.put(source.limit((int) spec.bytes()));
    }
  }

  @Override
  public Evaluation evaluate(Op op, List<? extends NativeArray> inputs, boolean[] gradientWanted) {
    requireOpen();
    Application application = new Application(op, table.row(op), inputs, executor, live);
    NativeArray output = application.forward();
    boolean recording = Application.any(gradientWanted);
    return Evaluation.of(output, recording ? new Nd4jVjp(application, output, live) : null);
  }

  /**
   * A user's array as one of this backend's, in the same memory.
   *
   * @return null if its layout, its type or where it lies does not allow that
   */
  @Nullable NativeArray lend(INDArray array) {
    DType type =
        switch (array.dataType()) {
          case FLOAT -> DType.FLOAT32;
          case DOUBLE -> DType.FLOAT64;
          case LONG -> DType.INT64;
          default -> null;
        };
    if (type == null
        || array.isView()
        || array.isAttached()
        || array.ordering() != 'c'
        || !Shape.hasDefaultStridesForShape(array)) {
      return null;
    }
    Spec spec = new Spec(dev.pendant.tensor.Shape.of(array.shape()), type);
    return Nd4jArray.lent(spec, array, live);
  }

  @Override
  public long liveArrays() {
    return live.get();
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new PendantException(
          "backend nd4j is closed; keep it open while its tensors are used, or open another");
    }
  }
}
