package dev.pendant.models.zoo;

import dev.pendant.nn.Copies;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import java.util.Map;

/**
 * Widens with a 1 x 1 convolution, filters each channel by itself, and narrows again; with a way
 * round where input and output have one shape.
 */
final class InvertedResidual extends Block {

  private final boolean wayRound;

  private InvertedResidual(Map<String, Module> children, boolean wayRound) {
    super(children);
    this.wayRound = wayRound;
  }

  static InvertedResidual of(Layers layers, int in, int out, int stride, int expansion) {
    Stack parts = new Stack(layers).add("conv", at -> convolutions(at, in, out, stride, expansion));
    return new InvertedResidual(parts.parts(), stride == 1 && in == out);
  }

  private static Sequential convolutions(
      Layers layers, int in, int out, int stride, int expansion) {
    int inside = in * expansion;
    Stack parts = new Stack(layers);
    if (expansion != 1) {
      parts.add(at -> MobileNetV2.convolution(at, in, inside, Convolution.of(1)));
    }
    Convolution each = Convolution.of(3).stride(stride).padding(1).groups(inside);
    return parts
        .add(at -> MobileNetV2.convolution(at, inside, inside, each))
        .add(at -> at.conv(inside, out, Convolution.of(1).withoutBias()))
        .add(at -> at.norm(out))
        .build();
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor inside = run("conv", x);
    return wayRound ? x.add(inside) : inside;
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new InvertedResidual(copies.children(), wayRound);
  }
}
