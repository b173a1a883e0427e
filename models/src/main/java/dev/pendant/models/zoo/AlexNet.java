package dev.pendant.models.zoo;

import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Dropout;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import java.util.List;

/**
 * AlexNet in one column (Krizhevsky 2014, arXiv 1404.5997), as torchvision lays it out.
 *
 * @param widths channels of the five convolutions
 * @param pooled side of the picture that the classifier sees
 * @param hidden features of the two hidden linear layers
 */
public record AlexNet(List<Integer> widths, int pooled, List<Integer> hidden, int classes)
    implements Network {

  public AlexNet {
    widths = List.copyOf(widths);
    hidden = List.copyOf(hidden);
    if (widths.size() != 5 || hidden.size() != 2) {
      throw new IllegalArgumentException(
          "AlexNet has 5 convolutions and 2 hidden layers, got " + widths + " and " + hidden);
    }
  }

  /** With torchvision's widths. */
  public AlexNet(int classes) {
    this(List.of(64, 192, 384, 256, 256), 6, List.of(4096, 4096), classes);
  }

  @Override
  public Module build(Layers layers) {
    return new Stack(layers)
        .add("features", this::features)
        .add("avgpool", new AdaptiveAvgPool2d(pooled, pooled))
        .add("flatten", new Flatten())
        .add("classifier", this::classifier)
        .build();
  }

  private Sequential features(Layers layers) {
    Convolution three = Convolution.of(3).padding(1);
    return new Stack(layers)
        .add(at -> at.conv(3, widths.get(0), Convolution.of(11).stride(4).padding(2)))
        .add(new ReLU())
        .add(Layers.halvingPool(0, false))
        .add(at -> at.conv(widths.get(0), widths.get(1), Convolution.of(5).padding(2)))
        .add(new ReLU())
        .add(Layers.halvingPool(0, false))
        .add(at -> at.conv(widths.get(1), widths.get(2), three))
        .add(new ReLU())
        .add(at -> at.conv(widths.get(2), widths.get(3), three))
        .add(new ReLU())
        .add(at -> at.conv(widths.get(3), widths.get(4), three))
        .add(new ReLU())
        .add(Layers.halvingPool(0, false))
        .build();
  }

  private Sequential classifier(Layers layers) {
    return new Stack(layers)
        .add(new Dropout())
        .add(at -> at.linear(widths.get(4) * pooled * pooled, hidden.get(0)))
        .add(new ReLU())
        .add(new Dropout())
        .add(at -> at.linear(hidden.get(0), hidden.get(1)))
        .add(new ReLU())
        .add(at -> at.linear(hidden.get(1), classes))
        .build();
  }
}
