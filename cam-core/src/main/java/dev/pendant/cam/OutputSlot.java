package dev.pendant.cam;

import dev.pendant.PendantException;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;

/** The output in a slot, from 0. */
record OutputSlot(int slot) implements OutputChoice {

  @Override
  public Tensor of(Tensors outputs) {
    if (slot < 0 || slot >= outputs.size() || !outputs.isPresent(slot)) {
      throw new PendantException(
          "expected a model whose output " + slot + " is a tensor, this one returned " + outputs);
    }
    return outputs.get(slot);
  }
}
