package dev.pendant.models.zoo;

import dev.pendant.nn.Copies;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import java.util.Map;

/** Adds to each token where it is, and runs the layers; tokens [n, tokens, features]. */
final class Encoder extends Block {

  Encoder(Tensor positions, Map<String, Module> children) {
    super(children);
    registerParameter("pos_embedding", positions);
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor placed = x.add(parameter("pos_embedding"));
    return run("ln", run("layers", run("dropout", placed)));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new Encoder(copies.parameter("pos_embedding"), copies.children());
  }
}
