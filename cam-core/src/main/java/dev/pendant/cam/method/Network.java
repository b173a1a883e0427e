package dev.pendant.cam.method;

import dev.pendant.cam.target.Objective;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;

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

  /** What is explained of this run, for all targets. */
  List<Objective> objectives();

  /**
   * Scores of changed inputs, which are found when first asked for and serve all targets.
   *
   * @param key what they are the scores of, by which method and layer
   */
  double[][][] once(Object key, Supplier<double[][][]> find);

  /** How many copies of the batch a run may take at a time. */
  int copiesPerRun();

  /** What the model returned for the batch. */
  Tensor output();

  /** Runs the model once more on a batch of any size, recording all of it. */
  Recording record(Tensor input);

  /** The same, keeping what every module returned. */
  Recording recordModules(Tensor input);
}
