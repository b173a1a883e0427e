package dev.pendant.cam.internal;

import dev.pendant.autograd.GradMode;
import dev.pendant.tensor.Tensor;

/** Several handles on one value. */
public final class Handles {

  private Handles() {}

  /**
   * Another handle on the same value, at the same place on the tape. A model that works in place
   * assigns to the handle it was given; this one stays what it was.
   */
  public static Tensor another(Tensor tensor) {
    try (GradMode.Guard on = GradMode.set(true)) {
      return tensor.detach().assign(tensor);
    }
  }
}
