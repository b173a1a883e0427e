package dev.pendant.models.zoo;

import dev.pendant.nn.Copies;
import dev.pendant.nn.Module;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.Map;

/**
 * Each token gathers from all tokens, weighted by how its query fits their keys (Vaswani and others
 * 2017, equation 1), in several heads; [n, tokens, features] in and out.
 */
final class SelfAttention extends Block {

  private final int heads;

  private SelfAttention(Tensor weight, Tensor bias, Map<String, Module> children, int heads) {
    super(children);
    this.heads = heads;
    registerParameter("in_proj_weight", weight);
    registerParameter("in_proj_bias", bias);
  }

  static SelfAttention of(Layers layers, int features, int heads) {
    return new SelfAttention(
        layers.parameter("in_proj_weight", 3L * features, features),
        layers.parameter("in_proj_bias", 3L * features),
        new Stack(layers).add("out_proj", at -> at.linear(features, features)).parts(),
        heads);
  }

  @Override
  public String type() {
    return "MultiheadAttention";
  }

  @Override
  protected Tensor forward(Tensor x) {
    long features = x.shape().get(2);
    Tensor projected =
        Operators.apply(new Op.Linear(), x, parameter("in_proj_weight"), parameter("in_proj_bias"));
    Tensor queries = perHead(projected.slice(2, 0, features));
    Tensor keys = perHead(projected.slice(2, features, 2 * features));
    Tensor values = perHead(projected.slice(2, 2 * features, 3 * features));
    double scale = 1 / Math.sqrt((double) features / heads);
    Tensor weights = queries.mul(scale).matmul(keys.permute(0, 1, 3, 2)).softmax(-1);
    Tensor gathered = weights.matmul(values).permute(0, 2, 1, 3);
    return run("out_proj", gathered.reshape(x.shape().toArray()));
  }

  /** [n, heads, tokens, features of a head]. */
  private Tensor perHead(Tensor x) {
    return x.reshape(x.shape().get(0), x.shape().get(1), heads, -1).permute(0, 2, 1, 3);
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new SelfAttention(
        copies.parameter("in_proj_weight"),
        copies.parameter("in_proj_bias"),
        copies.children(),
        heads);
  }
}
