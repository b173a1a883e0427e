package dev.pendant.models.zoo;

import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Dropout;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;

/**
 * SqueezeNet (Iandola and others 2016, table 1), as torchvision lays it out.
 *
 * @param lighter version 1.1, which needs 2.4 times less computation than 1.0
 */
public record SqueezeNet(boolean lighter, int classes) implements Network {

  private static final int LAST = 512;

  @Override
  public Module build(Layers layers) {
    return new Stack(layers)
        .add("features", lighter ? SqueezeNet::features11 : SqueezeNet::features10)
        .add("classifier", this::classifier)
        .add("flatten", new Flatten())
        .build();
  }

  private static Sequential features10(Layers layers) {
    return new Stack(layers)
        .add(at -> at.conv(3, 96, Convolution.of(7).stride(2)))
        .add(new ReLU())
        .add(Layers.halvingPool(0, true))
        .add(at -> Fire.of(at, 96, 16, 64))
        .add(at -> Fire.of(at, 128, 16, 64))
        .add(at -> Fire.of(at, 128, 32, 128))
        .add(Layers.halvingPool(0, true))
        .add(at -> Fire.of(at, 256, 32, 128))
        .add(at -> Fire.of(at, 256, 48, 192))
        .add(at -> Fire.of(at, 384, 48, 192))
        .add(at -> Fire.of(at, 384, 64, 256))
        .add(Layers.halvingPool(0, true))
        .add(at -> Fire.of(at, LAST, 64, 256))
        .build();
  }

  private static Sequential features11(Layers layers) {
    return new Stack(layers)
        .add(at -> at.conv(3, 64, Convolution.of(3).stride(2)))
        .add(new ReLU())
        .add(Layers.halvingPool(0, true))
        .add(at -> Fire.of(at, 64, 16, 64))
        .add(at -> Fire.of(at, 128, 16, 64))
        .add(Layers.halvingPool(0, true))
        .add(at -> Fire.of(at, 128, 32, 128))
        .add(at -> Fire.of(at, 256, 32, 128))
        .add(Layers.halvingPool(0, true))
        .add(at -> Fire.of(at, 256, 48, 192))
        .add(at -> Fire.of(at, 384, 48, 192))
        .add(at -> Fire.of(at, 384, 64, 256))
        .add(at -> Fire.of(at, LAST, 64, 256))
        .build();
  }

  private Sequential classifier(Layers layers) {
    return new Stack(layers)
        .add(new Dropout())
        .add(at -> at.conv(LAST, classes, Convolution.of(1)))
        .add(new ReLU())
        .add(new AdaptiveAvgPool2d(1, 1))
        .build();
  }
}
