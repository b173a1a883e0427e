package dev.pendant.cam;

import dev.pendant.PendantException;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;

/** Says which of a model's outputs is explained. Thread-safe. */
@FunctionalInterface
public interface OutputChoice {

  /**
   * The output to be explained, [samples, ...]. Operators on several outputs are recorded, so that
   * a function of them can be explained, too.
   *
   * @param outputs what the model returned
   */
  Tensor of(Tensors outputs);

  /** The first. */
  static OutputChoice first() {
    return at(0);
  }

  /**
   * The output in a slot, from 0; where there is none, a {@link PendantException} says what there
   * is.
   */
  static OutputChoice at(int slot) {
    return outputs -> {
      if (slot < 0 || slot >= outputs.size() || !outputs.isPresent(slot)) {
        throw new PendantException(
            "expected a model whose output " + slot + " is a tensor, this one returned " + outputs);
      }
      return outputs.get(slot);
    };
  }

  /** The output of that name; where there is none, as with {@link #at}. */
  static OutputChoice named(String name) {
    return outputs -> {
      for (int slot = 0; slot < outputs.size(); slot++) {
        if (name.equals(outputs.name(slot))) {
          return at(slot).of(outputs);
        }
      }
      throw new PendantException(
          "expected a model with an output named '" + name + "', this one returned " + outputs);
    };
  }
}
