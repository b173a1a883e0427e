package dev.pendant.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import dev.pendant.PendantException;
import dev.pendant.op.Op;
import dev.pendant.spi.Backend;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.OpTable;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** DJL's PyTorch engine behind the counter. Every array it hands out lives in one manager. */
final class DjlBackend implements Backend {

  private final Engine engine;
  private final NDManager base;
  private final OpTable<Kernel> table = DjlOperators.table();
  private final AtomicLong live = new AtomicLong();

  DjlBackend(Engine engine) {
    this.engine = engine;
    this.base = engine.newBaseManager(Device.cpu());
  }

  @Override
  public String id() {
    return DjlProvider.ID;
  }

  @Override
  public String version() {
    return "DJL " + Engine.getDjlVersion() + ", libtorch " + engine.getVersion();
  }

  @Override
  public String device() {
    return "cpu";
  }

  @Override
  public NativeArray create(Spec spec, ByteBuffer data) {
    // Filled in place: an array that DJL makes of a buffer would borrow the buffer's memory.
    PtNDArray array = (PtNDArray) base.create(Types.shape(spec.shape()), Types.type(spec.type()));
    if (spec.bytes() > 0) {
      array.toByteBuffer(true).put(data);
    }
    return handOut(spec, array);
  }

  @Override
  public void read(NativeArray array, ByteBuffer target) {
    if (array.spec().bytes() == 0) {
      return;
    }
    // Of a view, the engine makes a dense copy and leaves it in the handle's manager.
    try (CallScope call = new CallScope(base)) {
      target.put(call.borrow(own(array).shared()).toByteBuffer(true));
    }
  }

  @Override
  public Evaluation evaluate(Op op, List<? extends NativeArray> inputs, boolean[] gradientWanted) {
    List<DjlArray> operands = inputs.stream().map(DjlBackend::own).toList();
    for (boolean wanted : gradientWanted) {
      if (wanted) {
        return recorded(op, operands, gradientWanted.clone());
      }
    }
    return Evaluation.of(plain(op, operands), null);
  }

  private NativeArray plain(Op op, List<DjlArray> inputs) {
    return named(
        op,
        inputs,
        () -> {
          try (CallScope call = new CallScope(base)) {
            PtNDArray[] operands = new PtNDArray[inputs.size()];
            for (int i = 0; i < operands.length; i++) {
              operands[i] = call.borrow(inputs.get(i).shared());
            }
            Kernel kernel = table.row(op);
            PtNDArray output = GradMode.with(false, () -> kernel.run(operands));
            return handOut(outputOf(op, inputs), call.release(output));
          }
        });
  }

  private Evaluation recorded(Op op, List<DjlArray> inputs, boolean[] wanted) {
    Graph graph = record(op, inputs, wanted);
    NativeArray output = handOut(outputOf(op, inputs), graph.values());
    live.incrementAndGet();
    return Evaluation.of(output, new DjlVjp(this, op, inputs, wanted, graph));
  }

  Graph record(Op op, List<DjlArray> inputs, boolean[] wanted) {
    return named(op, inputs, () -> Graph.record(base, table.row(op), inputs, wanted));
  }

  /** Says which call it was when the engine fails. */
  static <T> T named(Op op, List<DjlArray> inputs, Supplier<T> call) {
    try {
      return call.get();
    } catch (PendantException | UnsupportedOperationException ours) {
      throw ours;
    } catch (RuntimeException e) {
      throw new PendantException(
          op + " of " + specs(inputs) + " failed in backend djl: " + e.getMessage(), e);
    }
  }

  /**
   * @throws PendantException if it came from another backend
   */
  static DjlArray own(NativeArray array) {
    if (array instanceof DjlArray own) {
      return own;
    }
    throw new PendantException(
        "array "
            + array.spec()
            + " is no array of backend djl but a "
            + array.getClass().getName()
            + "; copy it over with read and create");
  }

  private static Spec outputOf(Op op, List<DjlArray> inputs) {
    return op.output(specs(inputs));
  }

  private static List<Spec> specs(List<DjlArray> inputs) {
    return inputs.stream().map(DjlArray::spec).toList();
  }

  NativeArray handOut(Spec spec, PtNDArray array) {
    return new DjlArray(spec, array, live);
  }

  NativeArray zeros(Spec spec) {
    return handOut(
        spec, (PtNDArray) base.zeros(Types.shape(spec.shape()), Types.type(spec.type())));
  }

  void vjpClosed() {
    live.decrementAndGet();
  }

  @Override
  public long liveArrays() {
    return live.get();
  }

  /** What the engine holds for this backend: more than was handed out while VJPs are open. */
  int managedArrays() {
    return base.getManagedArrays().size();
  }

  @Override
  public void close() {
    base.close();
  }
}
