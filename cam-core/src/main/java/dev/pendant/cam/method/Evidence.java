package dev.pendant.cam.method;

import dev.pendant.cam.target.Objective;
import dev.pendant.tensor.Tensor;

/** What a method sees of one run of a model, for one target. Valid while the method runs. */
public interface Evidence {

  /** The path of the target layer. */
  String layer();

  /** The target layer's output, [n, c, h, w]; on no tape. */
  Tensor activation();

  /**
   * The gradient of the objective with respect to the activation, of its shape; computed when first
   * asked for, through the tail alone.
   */
  Tensor gradient();

  /** What is explained. */
  Objective objective();

  /** The model from the target layer to the scores. */
  Tail tail();
}
