package dev.pendant.models.zoo;

import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Dropout;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.MaxPool2d;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;

/**
 * VGG (Simonyan and Zisserman 2014, table 1: A, B, D and E), as torchvision lays it out.
 *
 * @param depth 11, 13, 16 or 19: layers that have weights
 * @param batchNorm whether one follows each convolution
 * @param width channels of the first stage; the next have 2, 4, 8 and 8 times as many
 * @param hidden features of the hidden linear layers
 */
public record Vgg(int depth, boolean batchNorm, int width, int hidden, int classes)
    implements Network {

  private static final int[] TIMES = {1, 2, 4, 8, 8};
  private static final int POOLED = 7;

  public Vgg {
    convolutions(depth);
  }

  /** With the paper's widths. */
  public Vgg(int depth, boolean batchNorm, int classes) {
    this(depth, batchNorm, 64, 4096, classes);
  }

  /** Of each stage. */
  private static int[] convolutions(int depth) {
    return switch (depth) {
      case 11 -> new int[] {1, 1, 2, 2, 2};
      case 13 -> new int[] {2, 2, 2, 2, 2};
      case 16 -> new int[] {2, 2, 3, 3, 3};
      case 19 -> new int[] {2, 2, 4, 4, 4};
      default -> throw new IllegalArgumentException("VGG has depth 11, 13, 16 or 19, got " + depth);
    };
  }

  @Override
  public Module build(Layers layers) {
    return new Stack(layers)
        .add("features", this::features)
        .add("avgpool", new AdaptiveAvgPool2d(POOLED, POOLED))
        .add("flatten", new Flatten())
        .add("classifier", this::classifier)
        .build();
  }

  private Sequential features(Layers layers) {
    Stack features = new Stack(layers);
    int[] convolutions = convolutions(depth);
    int before = 3;
    for (int stage = 0; stage < convolutions.length; stage++) {
      for (int i = 0; i < convolutions[stage]; i++) {
        int in = before;
        int out = width * TIMES[stage];
        features.add(at -> at.conv(in, out, Convolution.of(3).padding(1)));
        if (batchNorm) {
          features.add(at -> at.norm(out));
        }
        features.add(new ReLU());
        before = out;
      }
      features.add(new MaxPool2d(2, 2));
    }
    return features.build();
  }

  private Sequential classifier(Layers layers) {
    return new Stack(layers)
        .add(at -> at.linear(width * TIMES[4] * POOLED * POOLED, hidden))
        .add(new ReLU())
        .add(new Dropout())
        .add(at -> at.linear(hidden, hidden))
        .add(new ReLU())
        .add(new Dropout())
        .add(at -> at.linear(hidden, classes))
        .build();
  }
}
