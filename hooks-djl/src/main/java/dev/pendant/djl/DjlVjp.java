package dev.pendant.djl;

import ai.djl.pytorch.engine.PtNDArray;
import dev.pendant.PendantException;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.Vjp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one VJP that serves every operator and every block: the engine's own walk back over the
 * record of that call.
 *
 * <p>Most are applied once. So the first application gives out the gradients without copying them
 * and lets the engine drop its record on the way; if a second comes, the call is recorded anew, and
 * that record is kept for all the rest.
 */
final class DjlVjp implements Vjp {

  private enum State {
    UNUSED,
    USED_UP,
    KEPT,
    CLOSED
  }

  private final DjlBackend backend;
  private final EngineCall call;
  private Graph graph;
  private State state = State.UNUSED;

  DjlVjp(DjlBackend backend, EngineCall call, Graph graph) {
    this.backend = backend;
    this.call = call;
    this.graph = graph;
  }

  @Override
  public synchronized List<@Nullable NativeArray> apply(
      List<? extends @Nullable NativeArray> outputGradients, boolean[] wanted) {
    if (state == State.CLOSED) {
      throw new PendantException(
          "the VJP of " + call.name() + " was closed before this use; keep it open until then");
    }
    @Nullable PtNDArray[] gradients = walkBack(seeds(outputGradients));
    List<@Nullable NativeArray> handedOut = new ArrayList<>(gradients.length);
    for (int i = 0; i < gradients.length; i++) {
      handedOut.add(handOut(gradients[i], call.inputs().get(i), wanted[i]));
    }
    return handedOut;
  }

  private static @Nullable PtNDArray[] seeds(List<? extends @Nullable NativeArray> gradients) {
    @Nullable PtNDArray[] seeds = new PtNDArray[gradients.size()];
    for (int i = 0; i < seeds.length; i++) {
      NativeArray gradient = gradients.get(i);
      seeds[i] = gradient == null ? null : DjlBackend.own(gradient).shared();
    }
    return seeds;
  }

  private @Nullable PtNDArray[] walkBack(@Nullable PtNDArray[] seeds) {
    if (Arrays.stream(seeds).allMatch(Objects::isNull)) {
      return new PtNDArray[call.inputs().size()];
    }
    return call.named(() -> GradMode.with(false, () -> pull(seeds)));
  }

  private @Nullable PtNDArray[] pull(@Nullable PtNDArray[] seeds) {
    if (state == State.UNUSED) {
      state = State.USED_UP;
      return graph.pullOnce(seeds);
    }
    if (state == State.USED_UP) {
      Graph anew = backend.record(call);
      graph.close();
      graph = anew;
    }
    // A walk that fails may leave sums in the leaves; only a whole one keeps the record.
    state = State.USED_UP;
    @Nullable PtNDArray[] gradients = graph.pullAndKeep(seeds);
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
