package dev.pendant.internal;

import dev.pendant.autograd.GradMode;
import dev.pendant.internal.TapeNode.Edge;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A gradient on its way through a backward pass: its value, and, where the pass is itself recorded,
 * its own place on the tape. One holder at a time, who releases it.
 */
final class Gradient {

  private final Storage storage;
  private final @Nullable Edge edge;

  private Gradient(Storage storage, @Nullable Edge edge) {
    this.storage = storage;
    this.edge = edge;
  }

  /** One reference of the storage passes to the gradient. */
  static Gradient constant(Storage storage) {
    return new Gradient(storage, null);
  }

  /** The tensor's value and place; the tensor stays its owner's. */
  static Gradient of(Tensor tensor) {
    TapeTensor value = TapeTensor.of(tensor);
    return new Gradient(value.retain(), Edge.of(value));
  }

  Storage storage() {
    return storage;
  }

  Spec spec() {
    return storage.spec();
  }

  /** Another holder's share. */
  Gradient retain() {
    storage.retain();
    return this;
  }

  void release() {
    storage.release();
  }

  static void releaseIfPresent(@Nullable Gradient gradient) {
    if (gradient != null) {
      gradient.release();
    }
  }

  static void releaseAll(@Nullable Gradient[] gradients) {
    for (Gradient gradient : gradients) {
      releaseIfPresent(gradient);
    }
  }

  /** The sum, recorded if grad mode is on; both operands are consumed, also on failure. */
  Gradient plus(Gradient other) {
    if (!GradMode.isEnabled() || (edge == null && other.edge == null)) {
      return constant(Gradients.add(storage, other.storage));
    }
    try {
      return of(handOut("gradient").add(other.handOut("gradient")));
    } finally {
      release();
      other.release();
    }
  }

  /** As a tensor in the current scope; this stays its holder's. */
  TapeTensor handOut(String origin) {
    storage.retain();
    return edge == null
        ? TapeTensor.leaf(storage, origin)
        : TapeTensor.output(storage, edge.node(), edge.output());
  }
}
