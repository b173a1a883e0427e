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
    return new OutputSlot(slot);
  }

  /** The output of that name; where there is none, as with {@link #at}. */
  static OutputChoice named(String name) {
    return new OutputName(name);
  }
}
