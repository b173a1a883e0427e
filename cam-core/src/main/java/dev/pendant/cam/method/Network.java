package dev.pendant.cam.method;

import dev.pendant.tensor.Tensor;

/** The whole model, and the batch that is explained. */
public interface Network {

  /** The batch. */
  Features input();

  /** Where the batch keeps its channels and positions. */
  Layout layout();

  /** The batch, on no tape. */
  Tensor tensor();

  /** Runs of the model on changed inputs. */
  Variants variants();

  /** How many copies of the batch a run may take at a time. */
  int copiesPerRun();

  /** What the model returned for the batch. */
  Tensor output();

  /** Runs the model once more on a batch of any size, recording all of it. */
  Recording record(Tensor input);

  /** The same, keeping what every module returned. */
  Recording recordModules(Tensor input);
}
