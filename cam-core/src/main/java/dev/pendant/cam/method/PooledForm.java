package dev.pendant.cam.method;

import dev.pendant.tensor.Tensor;

/**
 * A method whose channel weights, where only global average pooling and a linear layer follow the
 * target layer, depend on nothing but the linear layer's weight. Maps of all classes are then one
 * matrix product.
 */
public interface PooledForm extends CamMethod {

  /**
   * The weight of a channel in a class's map.
   *
   * @param weight of the linear layer for class and channel
   * @param positions how many a channel has
   */
  double ofPooled(double weight, int positions);

  /**
   * What counts of the linear layer's weight, [classes, channels]: {@code ofPooled(w, positions)}
   * is this times {@code ofPooled(1, positions)}.
   */
  default Tensor counted(Tensor weight) {
    return weight;
  }
}
