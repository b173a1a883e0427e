package dev.pendant.internal;

import dev.pendant.autograd.GraphFreedException;
import dev.pendant.spi.Backend;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.Vjp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the VJP, and the arrays the VJP may refer to. */
final class SavedEvaluation implements Saved {

  private final Backend backend;
  private final Vjp vjp;
  private final List<Storage> inputs;
  private final List<Storage> outputs;
  private boolean freed;
  private boolean usedUp;

  /**
   * @param inputs one reference of each passes to this
   * @param outputs one reference of each passes to this
   */
  SavedEvaluation(Backend backend, Vjp vjp, List<Storage> inputs, List<Storage> outputs) {
    this.backend = backend;
    this.vjp = vjp;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
  }

  @Override
  public Backend backend() {
    return backend;
  }

  @Override
  public synchronized List<@Nullable NativeArray> vjp(
      String name, @Nullable Gradient[] gradients, boolean[] wanted) {
    check(name);
    List<@Nullable NativeArray> arrays = new ArrayList<>();
    for (Gradient gradient : gradients) {
      arrays.add(gradient == null ? null : gradient.storage().array());
    }
    return vjp.apply(arrays, wanted);
  }

  @Override
  public synchronized Storage retainInput(String name, int input) {
    check(name);
    return inputs.get(input).retain();
  }

  @Override
  public synchronized Storage retainOutput(String name) {
    check(name);
    return outputs.get(0).retain();
  }

  private void check(String name) {
    if (usedUp) {
      throw new GraphFreedException(
          "the tape behind "
              + name
              + " was freed by an earlier backward pass; pass PassOption.RETAIN_GRAPH to that one to go backward again");
    }
    if (freed) {
      throw new GraphFreedException(
          "the tape behind " + name + " died with its scope; go backward before the scope closes");
    }
  }

  @Override
  public synchronized void freeAfterBackward() {
    usedUp = true;
    free();
  }

  @Override
  public synchronized void free() {
    if (freed) {
      return;
    }
    freed = true;
    vjp.close();
    inputs.forEach(Storage::release);
    outputs.forEach(Storage::release);
  }
}
