package dev.pendant.internal;

import dev.pendant.tensor.ClosedTensorException;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.AbstractList;
import org.jspecify.annotations.Nullable;

/**
 * Gradients on their way into hooks. A slot becomes a tensor when a hook first reads it, in the
 * scope that was open when the hooks were called; a slot nobody read gives its memory back when
 * they have run. Were all of them kept, a backward pass with a hook on every module would need
 * memory for every gradient at once: 4 % of a ResNet-50's time, which is nearly all such hooks
 * cost.
 */
public final class GradientSlots extends AbstractList<@Nullable Tensor> implements AutoCloseable {

  private final @Nullable Gradient[] gradients;
  private final @Nullable Tensor[] made;
  private final String origin;
  private final @Nullable Arena arena = Arena.current();
  private final Tensors tensors;
  private boolean over;

  private GradientSlots(@Nullable Gradient[] gradients, String origin) {
    this.gradients = gradients;
    this.made = new Tensor[gradients.length];
    this.origin = origin;
    this.tensors = Tensors.ofSlots(this);
  }

  /** The gradients stay their holder's; these slots have a share of their own until closed. */
  static GradientSlots of(@Nullable Gradient[] gradients, String origin) {
    @Nullable Gradient[] shares = gradients.clone();
    for (Gradient gradient : shares) {
      if (gradient != null) {
        gradient.retain();
      }
    }
    return new GradientSlots(shares, "gradient of " + origin);
  }

  /** What hooks are handed; the same object each time. */
  Tensors tensors() {
    return tensors;
  }

  @Override
  public int size() {
    return gradients.length;
  }

  /** Without making its tensor. */
  public boolean isPresent(int slot) {
    return gradients[slot] != null;
  }

  /** Shape and type, without making the tensor; for an empty slot a dash. */
  public String describe(int slot) {
    Gradient gradient = gradients[slot];
    return gradient == null ? "-" : gradient.spec().toString();
  }

  @Override
  public synchronized @Nullable Tensor get(int slot) {
    Gradient gradient = gradients[slot];
    if (gradient != null && made[slot] == null) {
      if (over) {
        throw ClosedTensorException.neverRead(gradient.spec(), origin);
      }
      made[slot] = Arena.within(arena, () -> gradient.handOut(origin));
    }
    return made[slot];
  }

  /** The hooks have run. */
  @Override
  public synchronized void close() {
    if (!over) {
      over = true;
      Gradient.releaseAll(gradients);
    }
  }
}
