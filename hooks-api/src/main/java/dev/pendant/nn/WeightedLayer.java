package dev.pendant.nn;

import dev.pendant.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer with a weight and perhaps a bias; both are looked up at each call, so they can be
 * replaced.
 */
abstract class WeightedLayer extends Layer {

  WeightedLayer(Tensor weight, @Nullable Tensor bias) {
    registerParameter("weight", weight);
    registerOptional("bias", bias);
  }

  final List<Tensor> withWeights(Tensor x) {
    Tensor bias = parameters().get("bias");
    return bias == null ? List.of(x, parameter("weight")) : List.of(x, parameter("weight"), bias);
  }
}
