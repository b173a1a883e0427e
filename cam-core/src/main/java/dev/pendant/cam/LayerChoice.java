package dev.pendant.cam;

import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensors;

/** Says which module is the target layer. Thread-safe. */
@FunctionalInterface
public interface LayerChoice {

  /** The word that stands for {@link AutoLayer} where a path is expected. */
  String AUTO = "auto";

  /**
   * The path of the target layer.
   *
   * @throws LayerException if there is none
   * @throws dev.pendant.nn.ModuleNotFoundException if the module asked for does not exist
   */
  String path(Module model, Tensors inputs);

  /** The last layer whose output still has spatial extent, see {@link AutoLayer}. */
  static LayerChoice auto() {
    return new AutoLayer();
  }

  /** The module at a path; {@value #AUTO} is {@link #auto()}. */
  static LayerChoice of(String path) {
    return path.equals(AUTO) ? auto() : (model, inputs) -> path;
  }
}
