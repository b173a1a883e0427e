package dev.pendant.models.zoo;

import dev.pendant.nn.Copies;
import dev.pendant.nn.Module;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.Map;

/** Each child is fed the input and what all children before it returned, side by side. */
final class DenseBlock extends Block {

  DenseBlock(Map<String, Module> children) {
    super(children);
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor all = x;
    for (Module layer : children().values()) {
      all = Operators.apply(new Op.Concat(1), all, layer.call(all));
    }
    return all;
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new DenseBlock(copies.children());
  }
}
