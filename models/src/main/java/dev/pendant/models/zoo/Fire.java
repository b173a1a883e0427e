package dev.pendant.models.zoo;

import dev.pendant.nn.Copies;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.Map;

/** Few 1 x 1 convolutions, and on them as many 1 x 1 as 3 x 3 ones, side by side. */
final class Fire extends Block {

  private Fire(Map<String, Module> children) {
    super(children);
  }

  /**
   * @param expand channels of each of the two kinds
   */
  static Fire of(Layers layers, int in, int squeeze, int expand) {
    return new Fire(
        new Stack(layers)
            .add("squeeze", at -> at.conv(in, squeeze, Convolution.of(1)))
            .add("squeeze_activation", new ReLU())
            .add("expand1x1", at -> at.conv(squeeze, expand, Convolution.of(1)))
            .add("expand1x1_activation", new ReLU())
            .add("expand3x3", at -> at.conv(squeeze, expand, Convolution.of(3).padding(1)))
            .add("expand3x3_activation", new ReLU())
            .parts());
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor squeezed = run("squeeze_activation", run("squeeze", x));
    return Operators.apply(
        new Op.Concat(1),
        run("expand1x1_activation", run("expand1x1", squeezed)),
        run("expand3x3_activation", run("expand3x3", squeezed)));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new Fire(copies.children());
  }
}
