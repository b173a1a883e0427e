package dev.pendant.djl;

import dev.pendant.PendantException;
import dev.pendant.tensor.Spec;
import java.util.List;
import java.util.function.Supplier;

/**
 * One evaluation: all there is to say to make it, to make it again, and to name it when it fails.
 *
 * @param what for messages: the operator with its attributes, or the block
 * @param wanted which inputs' gradients are wanted
 */
record EngineCall(
    String name, Object what, Computation computation, List<DjlArray> inputs, boolean[] wanted) {

  boolean anyWanted() {
    for (boolean one : wanted) {
      if (one) {
        return true;
      }
    }
    return false;
  }

  List<Spec> specs() {
    return inputs.stream().map(DjlArray::spec).toList();
  }

  /** Says which call it was when the engine fails. */
  <T> T named(Supplier<T> work) {
    try {
      return work.get();
    } catch (PendantException | UnsupportedOperationException ours) {
      throw ours;
    } catch (RuntimeException e) {
      throw new PendantException(
          what + " of " + specs() + " failed in backend djl: " + e.getMessage(), e);
    }
  }
}
