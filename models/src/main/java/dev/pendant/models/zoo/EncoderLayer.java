package dev.pendant.models.zoo;

import dev.pendant.nn.Copies;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import java.util.Map;

/** Attention among tokens, then a perceptron on each, both with a norm before and a way round. */
final class EncoderLayer extends Block {

  EncoderLayer(Map<String, Module> children) {
    super(children);
  }

  @Override
  public String type() {
    return "EncoderBlock";
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor attended = x.add(run("dropout", run("self_attention", run("ln_1", x))));
    return attended.add(run("mlp", run("ln_2", attended)));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new EncoderLayer(copies.children());
  }
}
