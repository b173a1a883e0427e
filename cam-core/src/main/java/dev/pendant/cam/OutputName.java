package dev.pendant.cam;

import dev.pendant.PendantException;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;

/** The output of a name. */
record OutputName(String name) implements OutputChoice {

  @Override
  public Tensor of(Tensors outputs) {
    for (int slot = 0; slot < outputs.size(); slot++) {
      if (name.equals(outputs.name(slot))) {
        return new OutputSlot(slot).of(outputs);
      }
    }
    throw new PendantException(
        "expected a model with an output named '" + name + "', this one returned " + outputs);
  }
}
