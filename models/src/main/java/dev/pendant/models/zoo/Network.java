package dev.pendant.models.zoo;

import dev.pendant.models.ModelException;
import dev.pendant.models.weights.Weights;
import dev.pendant.nn.Module;
import dev.pendant.spi.Backend;
import java.util.function.Function;

/**
 * A network as data: what it is made of, without its values. The modules it makes take float32 [n,
 * channels, height, width] and return scores [n, classes]; they are in evaluation mode, and their
 * parameters require no gradient until told to. Write {@link #build} to add one.
 */
public interface Network {

  /** The modules, with whatever values the layers are given. */
  Module build(Layers layers);

  /** The weights under the names used here, where older files have other ones. */
  default Weights adapt(Weights weights) {
    return weights;
  }

  /**
   * The network with values from a file. Names and shapes are those of torchvision's state dict;
   * {@code num_batches_tracked} may be missing, as in files from before PyTorch 0.4.1.
   *
   * @return a module for the caller to close
   * @throws ModelException naming every missing, surplus and wrongly shaped entry at once
   */
  default Module load(Weights weights, Backend backend) {
    StoredParameters parameters = new StoredParameters(adapt(weights), backend);
    return built(parameters, module -> parameters.checkAllFits(module, weights, this));
  }

  /**
   * The network with noise for weights, of the size that keeps activations in proportion (He and
   * others 2015, equation 10); the same for the same seed.
   *
   * @return a module for the caller to close
   */
  default Module random(Backend backend, long seed) {
    return built(new RandomParameters(backend, seed), module -> module);
  }

  private Module built(Parameters parameters, Function<Module, Module> check) {
    try {
      return check.apply(build(new Layers(parameters)));
    } catch (RuntimeException | Error e) {
      parameters.close();
      throw e;
    }
  }
}
