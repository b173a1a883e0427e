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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

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
    requireOpen();
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
    requireOpen();
    // Of a view, the engine makes a dense copy and leaves it in the handle's manager.
    try (CallScope call = new CallScope(base)) {
      target.put(call.borrow(own(array).shared()).toByteBuffer(true));
    }
  }

  @Override
  public Evaluation evaluate(Op op, List<? extends NativeArray> inputs, boolean[] gradientWanted) {
    Computation kernel = Computation.of(table.row(op));
    EngineCall call = call(op.name(), op, kernel, inputs, gradientWanted);
    return evaluate(call, outputs -> List.of(op.output(call.specs())));
  }

  EngineCall call(
      String name,
      Object what,
      Computation computation,
      List<? extends NativeArray> inputs,
      boolean[] wanted) {
    List<DjlArray> operands = inputs.stream().map(DjlBackend::own).toList();
    return new EngineCall(name, what, computation, operands, wanted.clone());
  }

  /** The same for what is no operator: outputs are what the engine says they are. */
  Evaluation evaluate(EngineCall call) {
    return evaluate(call, outputs -> Stream.of(outputs).map(Types::spec).toList());
  }

  private Evaluation evaluate(EngineCall call, Function<PtNDArray[], List<Spec>> specs) {
    requireOpen();
    return call.anyWanted() ? recorded(call, specs) : plain(call, specs);
  }

  private Evaluation plain(EngineCall call, Function<PtNDArray[], List<Spec>> specs) {
    return call.named(
        () -> {
          try (CallScope scope = new CallScope(base)) {
            PtNDArray[] operands = new PtNDArray[call.inputs().size()];
            for (int i = 0; i < operands.length; i++) {
              operands[i] = scope.borrow(call.inputs().get(i).shared());
            }
            BorrowedMemory memory = new BorrowedMemory();
            PtNDArray[] outputs =
                GradMode.with(false, () -> call.computation().run(operands, memory));
            List<Spec> known = specs.apply(outputs);
            return new Evaluation(handOut(known, i -> scope.release(outputs[i])), null);
          }
        });
  }

  private Evaluation recorded(EngineCall call, Function<PtNDArray[], List<Spec>> specs) {
    Graph graph = record(call);
    List<NativeArray> outputs;
    try {
      outputs = handOut(call.named(() -> specs.apply(graph.outputs())), graph::values);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
    if (!graph.isDifferentiable()) {
      graph.close();
      return new Evaluation(outputs, null);
    }
    live.incrementAndGet();
    return new Evaluation(outputs, new DjlVjp(this, call, graph));
  }

  private List<NativeArray> handOut(List<Spec> specs, IntFunction<PtNDArray> arrays) {
    List<NativeArray> handedOut = new ArrayList<>(specs.size());
    for (int i = 0; i < specs.size(); i++) {
      handedOut.add(handOut(specs.get(i), arrays.apply(i)));
    }
    return handedOut;
  }

  Graph record(EngineCall call) {
    return call.named(() -> Graph.record(base, call));
  }

  /** A handle of this backend's own on memory that stays its owner's. */
  NativeArray share(PtNDArray theirs) {
    PtNDArray mine = (PtNDArray) theirs.stopGradient();
    mine.attach(base);
    return handOut(Types.spec(mine), mine);
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

  private void requireOpen() {
    if (!base.isOpen()) {
      throw new PendantException(
          "backend djl is closed; keep it open while its tensors are used, or open another");
    }
  }
}
