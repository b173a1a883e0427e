package dev.pendant.nn;

import dev.pendant.tensor.Tensor;

/** [n, ...] to [n, everything else]. */
public final class Flatten extends Layer {

  @Override
  protected Tensor forward(Tensor x) {
    return x.reshape(x.shape().get(0), -1);
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new Flatten();
  }
}
