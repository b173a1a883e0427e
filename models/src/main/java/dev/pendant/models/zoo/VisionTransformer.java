package dev.pendant.models.zoo;

import dev.pendant.nn.Dropout;
import dev.pendant.nn.GELU;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;

/**
 * Vision transformer (Dosovitskiy and others 2020, section 3.1), as torchvision lays it out. Takes
 * pictures of one size only.
 *
 * @param image side of the picture
 * @param patch side of a patch; the picture is cut into such
 * @param depth layers of the encoder
 * @param heads of the attention
 * @param hidden features of a token
 * @param mlp features inside the perceptron of a layer
 */
public record VisionTransformer(
    int image, int patch, int depth, int heads, int hidden, int mlp, int classes)
    implements Network {

  private static final double EPSILON = 1e-6;

  public VisionTransformer {
    if (image % patch != 0 || hidden % heads != 0) {
      throw new IllegalArgumentException(
          "patches must fill the picture and heads share the features, got "
              + patch
              + " in "
              + image
              + " and "
              + heads
              + " in "
              + hidden);
    }
  }

  /** ViT-B/16. */
  public static VisionTransformer base16(int classes) {
    return new VisionTransformer(224, 16, 12, 12, 768, 3072, classes);
  }

  @Override
  public Module build(Layers layers) {
    // In the order of torchvision's state dict.
    return new PatchClassifier(
        layers.parameter("class_token", 1, 1, hidden),
        new Stack(layers)
            .add("conv_proj", at -> at.conv(3, hidden, Convolution.of(patch).stride(patch)))
            .add("encoder", this::encoder)
            .add(
                "heads",
                at -> new Stack(at).add("head", head -> head.linear(hidden, classes)).build())
            .parts());
  }

  private Encoder encoder(Layers layers) {
    int tokens = image / patch * (image / patch) + 1;
    return new Encoder(
        layers.parameter("pos_embedding", 1, tokens, hidden),
        new Stack(layers)
            .add("dropout", new Dropout())
            .add("layers", this::layers)
            .add("ln", at -> at.layerNorm(hidden, EPSILON))
            .parts());
  }

  private Sequential layers(Layers layers) {
    Stack stack = new Stack(layers);
    for (int i = 0; i < depth; i++) {
      stack.add("encoder_layer_" + i, this::layer);
    }
    return stack.build();
  }

  private EncoderLayer layer(Layers layers) {
    return new EncoderLayer(
        new Stack(layers)
            .add("ln_1", at -> at.layerNorm(hidden, EPSILON))
            .add("self_attention", at -> SelfAttention.of(at, hidden, heads))
            .add("dropout", new Dropout())
            .add("ln_2", at -> at.layerNorm(hidden, EPSILON))
            .add("mlp", this::perceptron)
            .parts());
  }

  private Sequential perceptron(Layers layers) {
    return new Stack(layers)
        .add(at -> at.linear(hidden, mlp))
        .add(new GELU())
        .add(new Dropout())
        .add(at -> at.linear(mlp, hidden))
        .add(new Dropout())
        .build();
  }
}
