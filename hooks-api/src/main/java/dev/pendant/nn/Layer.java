package dev.pendant.nn;

import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;

/** A module of one tensor in and one out. */
public abstract class Layer extends Module {

  /** What the layer computes. */
  protected abstract Tensor forward(Tensor x);

  @Override
  public final Tensors forward(Tensors inputs) {
    return Tensors.of(forward(inputs.single()));
  }
}
