package dev.pendant.models.zoo;

import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import java.util.List;

/**
 * Residual networks (He and others 2015, table 1; ResNeXt: Xie and others 2016; wide ones:
 * Zagoruyko and Komodakis 2016), as torchvision lays them out, with the stride in the 3 x 3
 * convolution of a bottleneck.
 *
 * @param bottleneck blocks of three convolutions, which widen four times, instead of two
 * @param depths blocks of each stage
 * @param widths channels of each stage, before widening; of the first convolution, too
 * @param groups of the 3 x 3 convolutions of bottlenecks
 * @param groupWidth channels of each group where the stage's width is 64, and in proportion
 */
public record ResNet(
    boolean bottleneck,
    List<Integer> depths,
    List<Integer> widths,
    int groups,
    int groupWidth,
    int classes)
    implements Network {

  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);
  private static final List<Integer> DEPTHS_50 = List.of(3, 4, 6, 3);
  private static final List<Integer> DEPTHS_101 = List.of(3, 4, 23, 3);

  public ResNet {
    depths = List.copyOf(depths);
    widths = List.copyOf(widths);
    if (depths.size() != widths.size() || depths.isEmpty()) {
      throw new IllegalArgumentException(
          "a ResNet has as many depths as widths, got " + depths + " and " + widths);
    }
  }

  public static ResNet resNet18(int classes) {
    return new ResNet(false, List.of(2, 2, 2, 2), WIDTHS, 1, 64, classes);
  }

  public static ResNet resNet34(int classes) {
    return new ResNet(false, DEPTHS_50, WIDTHS, 1, 64, classes);
  }

  public static ResNet resNet50(int classes) {
    return new ResNet(true, DEPTHS_50, WIDTHS, 1, 64, classes);
  }

  public static ResNet resNet101(int classes) {
    return new ResNet(true, DEPTHS_101, WIDTHS, 1, 64, classes);
  }

  public static ResNet resNet152(int classes) {
    return new ResNet(true, List.of(3, 8, 36, 3), WIDTHS, 1, 64, classes);
  }

  /** ResNeXt-50, 32 groups of 4. */
  public static ResNet resNeXt50(int classes) {
    return new ResNet(true, DEPTHS_50, WIDTHS, 32, 4, classes);
  }

  /** ResNeXt-101, 32 groups of 8. */
  public static ResNet resNeXt101(int classes) {
    return new ResNet(true, DEPTHS_101, WIDTHS, 32, 8, classes);
  }

  /** Bottlenecks twice as wide inside. */
  public static ResNet wideResNet50(int classes) {
    return new ResNet(true, DEPTHS_50, WIDTHS, 1, 128, classes);
  }

  /** The same. */
  public static ResNet wideResNet101(int classes) {
    return new ResNet(true, DEPTHS_101, WIDTHS, 1, 128, classes);
  }

  @Override
  public Module build(Layers layers) {
    int first = widths.get(0);
    Stack parts =
        new Stack(layers)
            .add(
                "conv1",
                at -> at.conv(3, first, Convolution.of(7).stride(2).padding(3).withoutBias()))
            .add("bn1", at -> at.norm(first))
            .add("relu", new ReLU())
            .add("maxpool", Layers.halvingPool(1, false));
    int before = first;
    for (int stage = 0; stage < widths.size(); stage++) {
      int number = stage;
      int in = before;
      parts.add("layer" + (stage + 1), at -> stage(at, number, in));
      before = out(stage);
    }
    int features = before;
    return parts
        .add("avgpool", new AdaptiveAvgPool2d(1, 1))
        .add("flatten", new Flatten())
        .add("fc", at -> at.linear(features, classes))
        .build();
  }

  private int out(int stage) {
    return widths.get(stage) * (bottleneck ? 4 : 1);
  }

  private Sequential stage(Layers layers, int stage, int in) {
    Stack blocks = new Stack(layers);
    int width = widths.get(stage);
    for (int i = 0; i < depths.get(stage); i++) {
      int blockIn = i == 0 ? in : out(stage);
      int stride = i == 0 && stage > 0 ? 2 : 1;
      blocks.add(
          at ->
              bottleneck
                  ? ResidualBlock.bottleneck(
                      at, blockIn, width * groupWidth / 64 * groups, out(stage), stride, groups)
                  : ResidualBlock.basic(at, blockIn, out(stage), stride));
    }
    return blocks.build();
  }
}
