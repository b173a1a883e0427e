package dev.pendant.benchmarks;

import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.BatchNorm2d;
import dev.pendant.nn.Conv2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Identity;
import dev.pendant.nn.Layer;
import dev.pendant.nn.MaxPool2d;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A network of the shape of ResNet-50 (He and others 2015, stride in the 3x3 convolution as
 * torchvision has it), 25.6 million parameters; the weights are noise.
 */
final class ResNet50 {

  private final Noise noise;

  private ResNet50(Noise noise) {
    this.noise = noise;
  }

  /** Takes [n, 3, h, w] and returns [n, 1000]. Its parameters require gradients. */
  static Module of(Noise noise) {
    Module model = new ResNet50(noise).model();
    model.namedParameters().values().forEach(Tensor::requireGrad);
    return model;
  }

  private Module model() {
    Map<String, Module> parts = new LinkedHashMap<>();
    parts.put("conv1", conv(3, 64, 7, 2));
    parts.put("bn1", norm(64));
    parts.put("relu", new ReLU());
    parts.put(
        "maxpool",
        new MaxPool2d(
            new Op.MaxPool2d(Size.square(3), Size.square(2), Padding.same(1), Size.ONE, false)));
    parts.put("layer1", stage(64, 64, 3, 1));
    parts.put("layer2", stage(256, 128, 4, 2));
    parts.put("layer3", stage(512, 256, 6, 2));
    parts.put("layer4", stage(1024, 512, 3, 2));
    parts.put("avgpool", new AdaptiveAvgPool2d(1, 1));
    parts.put("flatten", new Flatten());
    parts.put("fc", noise.linear(2048, 1000));
    return new Sequential(parts);
  }

  private Sequential stage(int in, int width, int blocks, int stride) {
    Module[] stage = new Module[blocks];
    stage[0] = new Bottleneck(in, width, stride);
    for (int i = 1; i < blocks; i++) {
      stage[i] = new Bottleneck(4 * width, width, 1);
    }
    return new Sequential(stage);
  }

  private Conv2d conv(int in, int out, int kernel, int stride) {
    return new Conv2d(
        noise.weight(out, in, kernel, kernel),
        null,
        new Op.Conv2d(Size.square(stride), Padding.same(kernel / 2), Size.ONE, 1));
  }

  private BatchNorm2d norm(int channels) {
    return new BatchNorm2d(
        noise.filled(1, channels),
        noise.filled(0, channels),
        noise.filled(0, channels),
        noise.filled(1, channels),
        1e-5);
  }

  /** 1x1, 3x3 and 1x1 convolution and a way round them; its one ReLU is called three times. */
  private final class Bottleneck extends Layer {

    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final Conv2d conv2;
    private final BatchNorm2d bn2;
    private final Conv2d conv3;
    private final BatchNorm2d bn3;
    private final ReLU relu;
    private final Module downsample;

    Bottleneck(int in, int width, int stride) {
      int out = 4 * width;
      conv1 = register("conv1", conv(in, width, 1, 1));
      bn1 = register("bn1", norm(width));
      conv2 = register("conv2", conv(width, width, 3, stride));
      bn2 = register("bn2", norm(width));
      conv3 = register("conv3", conv(width, out, 1, 1));
      bn3 = register("bn3", norm(out));
      relu = register("relu", new ReLU());
      downsample =
          in == out
              ? new Identity()
              : register("downsample", new Sequential(conv(in, out, 1, stride), norm(out)));
    }

    @Override
    protected Tensor forward(Tensor x) {
      Tensor inside = relu.call(bn1.call(conv1.call(x)));
      inside = relu.call(bn2.call(conv2.call(inside)));
      return relu.call(bn3.call(conv3.call(inside)).add(downsample.call(x)));
    }
  }
}
