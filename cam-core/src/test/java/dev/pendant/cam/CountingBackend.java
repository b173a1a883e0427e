package dev.pendant.cam;

import dev.pendant.op.Op;
import dev.pendant.spi.Backend;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.Vjp;
import dev.pendant.tensor.Spec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Another backend that also notes which operators it was asked for, and which to record. */
final class CountingBackend implements Backend {

  private final Backend backend;
  private final List<String> evaluated = Collections.synchronizedList(new ArrayList<>());
  private final List<String> recorded = Collections.synchronizedList(new ArrayList<>());

  private final AtomicInteger walkedBack = new AtomicInteger();

  CountingBackend(Backend backend) {
    this.backend = backend;
  }

  List<String> evaluated() {
    return List.copyOf(evaluated);
  }

  /** Those of which some input's gradient was wanted. */
  List<String> recorded() {
    return List.copyOf(recorded);
  }

  /** How many recorded operators were gone back through. */
  int walkedBack() {
    return walkedBack.get();
  }

  void reset() {
    walkedBack.set(0);
    evaluated.clear();
    recorded.clear();
  }

  @Override
  public Evaluation evaluate(Op op, List<? extends NativeArray> inputs, boolean[] gradientWanted) {
    evaluated.add(op.name());
    for (boolean wanted : gradientWanted) {
      if (wanted) {
        recorded.add(op.name());
        break;
      }
    }
    Evaluation evaluation = backend.evaluate(op, inputs, gradientWanted);
    Vjp vjp = evaluation.vjp();
    return vjp == null ? evaluation : new Evaluation(evaluation.outputs(), counting(vjp));
  }

  private Vjp counting(Vjp vjp) {
    return new Vjp() {
      @Override
      public List<@Nullable NativeArray> apply(
          List<? extends @Nullable NativeArray> outputGradients, boolean[] wanted) {
        walkedBack.incrementAndGet();
        return vjp.apply(outputGradients, wanted);
      }

      @Override
      public void close() {
        vjp.close();
      }
    };
  }

  @Override
  public String id() {
    return backend.id();
  }

  @Override
  public String version() {
    return backend.version();
  }

  @Override
  public String device() {
    return backend.device();
  }

  @Override
  public NativeArray create(Spec spec, ByteBuffer data) {
    return backend.create(spec, data);
  }

  @Override
  public void read(NativeArray array, ByteBuffer target) {
    backend.read(array, target);
  }

  @Override
  public long liveArrays() {
    return backend.liveArrays();
  }

  @Override
  public void close() {
    backend.close();
  }
}
