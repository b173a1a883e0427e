package dev.pendant.models.zoo;

import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Dropout;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU6;
import dev.pendant.nn.Sequential;

/**
 * MobileNetV2 (Sandler and others 2018, table 2), as torchvision lays it out.
 *
 * @param width times the paper's channels
 */
public record MobileNetV2(double width, int classes) implements Network {

  /** Expansion, channels, blocks and stride of each stage. */
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  /** With the paper's channels. */
  public MobileNetV2(int classes) {
    this(1, classes);
  }

  /** The multiple of 8 nearest to it, but not less than nine tenths of it. */
  private static int rounded(double channels) {
    int rounded = Math.max(8, (int) (channels + 4) / 8 * 8);
    return rounded < 0.9 * channels ? rounded + 8 : rounded;
  }

  private int last() {
    return rounded(1280 * Math.max(1, width));
  }

  @Override
  public Module build(Layers layers) {
    return new Stack(layers)
        .add("features", this::features)
        .add("avgpool", new AdaptiveAvgPool2d(1, 1))
        .add("flatten", new Flatten())
        .add(
            "classifier",
            at ->
                new Stack(at)
                    .add(new Dropout())
                    .add(linear -> linear.linear(last(), classes))
                    .build())
        .build();
  }

  private Sequential features(Layers layers) {
    Stack features = new Stack(layers);
    int first = rounded(32 * width);
    features.add(at -> convolution(at, 3, first, Convolution.of(3).stride(2).padding(1)));
    int before = first;
    for (int[] stage : STAGES) {
      int out = rounded(stage[1] * width);
      for (int i = 0; i < stage[2]; i++) {
        int in = before;
        int stride = i == 0 ? stage[3] : 1;
        features.add(at -> InvertedResidual.of(at, in, out, stride, stage[0]));
        before = out;
      }
    }
    int in = before;
    return features.add(at -> convolution(at, in, last(), Convolution.of(1))).build();
  }

  /** A convolution, batch norm and ReLU6. */
  static Sequential convolution(Layers layers, int in, int out, Convolution window) {
    return new Stack(layers)
        .add(at -> at.conv(in, out, window.withoutBias()))
        .add(at -> at.norm(out))
        .add(new ReLU6())
        .build();
  }
}
