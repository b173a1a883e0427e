package dev.pendant.models.zoo;

import dev.pendant.nn.Copies;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import java.util.Map;

/**
 * Two or three convolutions, each with a batch norm, and a way round them; its one ReLU is called
 * after each.
 */
final class ResidualBlock extends Block {

  private ResidualBlock(Map<String, Module> children) {
    super(children);
  }

  /** Two 3 x 3 convolutions. */
  static ResidualBlock basic(Layers layers, int in, int out, int stride) {
    Convolution three = Convolution.of(3).padding(1).withoutBias();
    Stack parts =
        new Stack(layers)
            .add("conv1", at -> at.conv(in, out, three.stride(stride)))
            .add("bn1", at -> at.norm(out))
            .add("relu", new ReLU())
            .add("conv2", at -> at.conv(out, out, three))
            .add("bn2", at -> at.norm(out));
    return withWayRound(parts, in, out, stride);
  }

  /** 1 x 1, 3 x 3 and 1 x 1 convolutions. */
  static ResidualBlock bottleneck(
      Layers layers, int in, int width, int out, int stride, int groups) {
    Convolution one = Convolution.of(1).withoutBias();
    Convolution three = Convolution.of(3).padding(1).withoutBias();
    Stack parts =
        new Stack(layers)
            .add("conv1", at -> at.conv(in, width, one))
            .add("bn1", at -> at.norm(width))
            .add("conv2", at -> at.conv(width, width, three.stride(stride).groups(groups)))
            .add("bn2", at -> at.norm(width))
            .add("conv3", at -> at.conv(width, out, one))
            .add("bn3", at -> at.norm(out))
            .add("relu", new ReLU());
    return withWayRound(parts, in, out, stride);
  }

  /** A convolution where the shapes differ, else the input itself. */
  private static ResidualBlock withWayRound(Stack parts, int in, int out, int stride) {
    if (stride != 1 || in != out) {
      parts.add("downsample", at -> downsample(at, in, out, stride));
    }
    return new ResidualBlock(parts.parts());
  }

  private static Sequential downsample(Layers layers, int in, int out, int stride) {
    return new Stack(layers)
        .add(at -> at.conv(in, out, Convolution.of(1).stride(stride).withoutBias()))
        .add(at -> at.norm(out))
        .build();
  }

  @Override
  public String type() {
    return has("conv3") ? "Bottleneck" : "BasicBlock";
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor inside = run("bn1", run("conv1", x));
    inside = run("bn2", run("conv2", run("relu", inside)));
    if (has("conv3")) {
      inside = run("bn3", run("conv3", run("relu", inside)));
    }
    return run("relu", inside.add(has("downsample") ? run("downsample", x) : x));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new ResidualBlock(copies.children());
  }
}
