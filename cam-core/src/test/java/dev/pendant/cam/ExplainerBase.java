package dev.pendant.cam;

import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;

/** A model small enough to compute by hand, and its picture. */
abstract class ExplainerBase extends OnBackend {

  static final float[] TOP_CLASS_AT_RELU = {0.125f, 0.5f, 0.375f, 1};

  final Sequential model() {
    return dying(Nets.pooled(backend()));
  }

  final Tensor picture() {
    return Nets.picture(backend());
  }
}
