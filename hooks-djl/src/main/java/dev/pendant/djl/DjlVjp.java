package dev.pendant.djl;

import ai.djl.pytorch.engine.PtNDArray;
import dev.pendant.PendantException;
import dev.pendant.op.Op;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.Vjp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one VJP that serves every operator: the engine's own walk back over the record of that
 * operator.
 *
 * <p>Most are applied once. So the first application gives out the gradients without copying them
 * and lets the engine drop its record on the way; if a second comes, the operator is recorded anew,
 * and that record is kept for all the rest.
 */
final class DjlVjp implements Vjp {

  private enum State {
    UNUSED,
    USED_UP,
    KEPT,
    CLOSED
  }

  private final DjlBackend backend;
  private final Op op;
  private final List<DjlArray> inputs;
  private final boolean[] recorded;
  private Graph graph;
  private State state = State.UNUSED;

  DjlVjp(DjlBackend backend, Op op, List<DjlArray> inputs, boolean[] recorded, Graph graph) {
    this.backend = backend;
    this.op = op;
    this.inputs = inputs;
    this.recorded = recorded;
    this.graph = graph;
  }

  @Override
  public synchronized List<@Nullable NativeArray> apply(
      List<? extends @Nullable NativeArray> outputGradients, boolean[] wanted) {
    if (state == State.CLOSED) {
      throw new PendantException(
          "the VJP of " + op.name() + " was closed before this use; keep it open until then");
    }
    NativeArray seed = outputGradients.get(0);
    @Nullable PtNDArray[] gradients =
        seed == null ? new PtNDArray[inputs.size()] : walkBack(DjlBackend.own(seed).shared());
    List<@Nullable NativeArray> handedOut = new ArrayList<>(gradients.length);
    for (int i = 0; i < gradients.length; i++) {
      handedOut.add(handOut(gradients[i], inputs.get(i), wanted[i]));
    }
    return handedOut;
  }

  private @Nullable PtNDArray[] walkBack(PtNDArray seed) {
    return DjlBackend.named(op, inputs, () -> GradMode.with(false, () -> pull(seed)));
  }

  private @Nullable PtNDArray[] pull(PtNDArray seed) {
    if (state == State.UNUSED) {
      state = State.USED_UP;
      return graph.pullOnce(seed);
    }
    if (state == State.USED_UP) {
      Graph anew = backend.record(op, inputs, recorded);
      graph.close();
      graph = anew;
    }
    // A walk that fails may leave sums in the leaves; only a whole one keeps the record.
    state = State.USED_UP;
    @Nullable PtNDArray[] gradients = graph.pullAndKeep(seed);
    state = State.KEPT;
    return gradients;
  }

  /** Where no gradient arrived, none of the input's values mattered: zeros. */
  private @Nullable NativeArray handOut(
      @Nullable PtNDArray gradient, DjlArray input, boolean wanted) {
    if (wanted) {
      return gradient == null
          ? backend.zeros(input.spec())
          : backend.handOut(input.spec(), gradient);
    }
    if (gradient != null) {
      gradient.close();
    }
    return null;
  }

  @Override
  public synchronized void close() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      graph.close();
      backend.vjpClosed();
    }
  }
}
