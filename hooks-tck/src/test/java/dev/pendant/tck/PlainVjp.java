package dev.pendant.tck;

import dev.pendant.op.Op;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.Vjp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

// DOC: vjp
/** Keeps its inputs' values; counted while open. */
final class PlainVjp implements Vjp {

  private final PlainBackend backend;
  private final Op op;
  private final List<Values> inputs;
  private boolean open = true;

  PlainVjp(PlainBackend backend, Op op, List<Values> inputs) {
    this.backend = backend;
    this.op = op;
    this.inputs = inputs;
    backend.live().incrementAndGet();
  }

  @Override
  public List<@Nullable NativeArray> apply(
      List<? extends @Nullable NativeArray> outputGradients, boolean[] wanted) {
    Values seed = ((PlainArray) outputGradients.get(0)).values();
    List<@Nullable NativeArray> gradients = new ArrayList<>();
    for (int i = 0; i < wanted.length; i++) {
      gradients.add(wanted[i] ? backend.array(backend.gradient(op, inputs, seed, i)) : null);
    }
    return gradients;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      backend.live().decrementAndGet();
    }
  }
}
// DOC: end
