package dev.pendant.nn;

import dev.pendant.tensor.Tensors;

/** Returns what it is given. */
public class Identity extends Module {

  @Override
  public final Tensors forward(Tensors inputs) {
    return inputs;
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new Identity();
  }
}
