package dev.pendant.models.zoo;

import dev.pendant.nn.Copies;
import dev.pendant.nn.Module;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Makes a token of each patch, puts the class token before them, and reads the scores from it. */
final class PatchClassifier extends Block {

  PatchClassifier(Tensor classToken, Map<String, Module> children) {
    super(children);
    registerParameter("class_token", classToken);
  }

  @Override
  public String type() {
    return "VisionTransformer";
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor patches = run("conv_proj", x);
    long n = patches.shape().get(0);
    long features = patches.shape().get(1);
    Tensor tokens = patches.reshape(n, features, -1).permute(0, 2, 1);
    Tensor first =
        Operators.apply(new Op.Expand(List.of(n, 1L, features)), parameter("class_token"));
    Tensor encoded = run("encoder", Operators.apply(new Op.Concat(1), first, tokens));
    return run("heads", encoded.slice(1, 0, 1).reshape(n, features));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new PatchClassifier(copies.parameter("class_token"), copies.children());
  }
}
