package dev.pendant.models.zoo;

import dev.pendant.models.weights.Weights;
import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.AvgPool2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import java.util.List;
import java.util.regex.Pattern;

/**
 * DenseNet with bottlenecks and halving transitions (Huang and others 2016, table 1), as
 * torchvision lays it out.
 *
 * @param growth channels that each layer adds
 * @param blocks layers of each block
 * @param first channels of the first convolution
 * @param inside channels inside a layer, times growth
 */
public record DenseNet(int growth, List<Integer> blocks, int first, int inside, int classes)
    implements Network {

  /** {@code norm.1} and such, as torchvision named them before 2018; its files still do. */
  private static final Pattern OLD_NAME =
      Pattern.compile("(\\.denselayer\\d+\\.(?:norm|relu|conv))\\.([12]\\.)");

  public DenseNet {
    blocks = List.copyOf(blocks);
  }

  public static DenseNet denseNet121(int classes) {
    return new DenseNet(32, List.of(6, 12, 24, 16), 64, 4, classes);
  }

  @Override
  public Weights adapt(Weights weights) {
    return weights.renamed(name -> OLD_NAME.matcher(name).replaceFirst("$1$2"));
  }

  @Override
  public Module build(Layers layers) {
    int features = first;
    for (int i = 0; i < blocks.size(); i++) {
      features = afterBlock(features, i) / (i + 1 < blocks.size() ? 2 : 1);
    }
    int last = features;
    return new Stack(layers)
        .add("features", this::features)
        .add("relu", new ReLU())
        .add("avgpool", new AdaptiveAvgPool2d(1, 1))
        .add("flatten", new Flatten())
        .add("classifier", at -> at.linear(last, classes))
        .build();
  }

  private int afterBlock(int channels, int block) {
    return channels + blocks.get(block) * growth;
  }

  private Sequential features(Layers layers) {
    Stack parts =
        new Stack(layers)
            .add(
                "conv0",
                at -> at.conv(3, first, Convolution.of(7).stride(2).padding(3).withoutBias()))
            .add("norm0", at -> at.norm(first))
            .add("relu0", new ReLU())
            .add("pool0", Layers.halvingPool(1, false));
    int channels = first;
    for (int i = 0; i < blocks.size(); i++) {
      int count = blocks.get(i);
      int in = channels;
      int out = afterBlock(in, i);
      parts.add("denseblock" + (i + 1), at -> block(at, count, in));
      if (i + 1 < blocks.size()) {
        parts.add("transition" + (i + 1), at -> transition(at, out));
      }
      channels = out / 2;
    }
    int last = 2 * channels;
    return parts.add("norm" + (blocks.size() + 1), at -> at.norm(last)).build();
  }

  private DenseBlock block(Layers layers, int count, int in) {
    Stack parts = new Stack(layers);
    for (int i = 0; i < count; i++) {
      int channels = in + i * growth;
      parts.add("denselayer" + (i + 1), at -> layer(at, channels));
    }
    return new DenseBlock(parts.parts());
  }

  private Sequential layer(Layers layers, int in) {
    return new Stack(layers)
        .add("norm1", at -> at.norm(in))
        .add("relu1", new ReLU())
        .add("conv1", at -> at.conv(in, inside * growth, Convolution.of(1).withoutBias()))
        .add("norm2", at -> at.norm(inside * growth))
        .add("relu2", new ReLU())
        .add(
            "conv2",
            at -> at.conv(inside * growth, growth, Convolution.of(3).padding(1).withoutBias()))
        .build();
  }

  private static Sequential transition(Layers layers, int in) {
    return new Stack(layers)
        .add("norm", at -> at.norm(in))
        .add("relu", new ReLU())
        .add("conv", at -> at.conv(in, in / 2, Convolution.of(1).withoutBias()))
        .add("pool", new AvgPool2d(2, 2))
        .build();
  }
}
