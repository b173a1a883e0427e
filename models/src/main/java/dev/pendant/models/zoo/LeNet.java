package dev.pendant.models.zoo;

import dev.pendant.nn.Flatten;
import dev.pendant.nn.MaxPool2d;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;

/**
 * LeNet-5 (LeCun and others 1998, figure 2) as PyTorch's tutorials write it, with ReLU and maximum
 * pooling: {@code conv1, conv2, fc1, fc2, fc3}.
 *
 * @param channels of the picture
 * @param side of the picture, square; 32 in the paper
 */
public record LeNet(int channels, int side, int classes) implements Network {

  @Override
  public Module build(Layers layers) {
    int pooled = ((side - 4) / 2 - 4) / 2;
    return new Stack(layers)
        .add("conv1", at -> at.conv(channels, 6, Convolution.of(5)))
        .add("relu1", new ReLU())
        .add("pool1", new MaxPool2d(2, 2))
        .add("conv2", at -> at.conv(6, 16, Convolution.of(5)))
        .add("relu2", new ReLU())
        .add("pool2", new MaxPool2d(2, 2))
        .add("flatten", new Flatten())
        .add("fc1", at -> at.linear(16 * pooled * pooled, 120))
        .add("relu3", new ReLU())
        .add("fc2", at -> at.linear(120, 84))
        .add("relu4", new ReLU())
        .add("fc3", at -> at.linear(84, classes))
        .build();
  }
}
