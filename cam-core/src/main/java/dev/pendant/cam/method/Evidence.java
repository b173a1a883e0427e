package dev.pendant.cam.method;

import dev.pendant.cam.target.Objective;
import dev.pendant.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a method sees of one run of a model, for one target. What it shows is computed when first
 * asked for. Valid while the method runs, on its thread.
 */
public interface Evidence {

  /** Where the target layer is, for people to read. */
  String layer();

  /** What is seen at the target layer: mostly its output. */
  Features activation();

  /**
   * The gradient of the objective with respect to the activation: through the tail alone, or
   * without any walk where the tail is {@link #pooled}.
   */
  Features gradient();

  /** What is explained. */
  Objective objective();

  /** The model from the target layer to the scores. */
  Tail tail();

  /**
   * The tail's tape, from the activation to the scores. It serves the other methods and targets of
   * the run, too: who hangs hooks on its nodes takes them off again.
   */
  Recording recording();

  /**
   * The tail, if it is pooling and a linear layer without hooks, so that what is asked of it can be
   * known without a run; null if it is not.
   */
  @Nullable PooledLinearTail pooled();

  /** The whole model. */
  Network network();

  /** What the same run shows for another objective. */
  Evidence withObjective(Objective other);

  /** What another run shows at the same layer for the same objective. */
  Evidence withInput(Tensor input);
}
