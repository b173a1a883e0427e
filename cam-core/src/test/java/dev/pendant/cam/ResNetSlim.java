package dev.pendant.cam;

import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.BatchNorm2d;
import dev.pendant.nn.Conv2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Identity;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Linear;
import dev.pendant.nn.MaxPool2d;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A residual network of basic blocks, with the golden file's weights. */
final class ResNetSlim {

  private final Backend backend;
  private final GoldenTensors weights = GoldenTensors.of("resnet_slim.weights");

  private ResNetSlim(Backend backend) {
    this.backend = backend;
  }

  static Module on(Backend backend) {
    return new ResNetSlim(backend).model();
  }

  private Module model() {
    Map<String, Module> parts = new LinkedHashMap<>();
    parts.put("conv1", conv("conv1", 2, 3));
    parts.put("bn1", norm("bn1"));
    parts.put("relu", new ReLU());
    parts.put(
        "maxpool",
        new MaxPool2d(
            new Op.MaxPool2d(Size.square(3), Size.square(2), Padding.same(1), Size.ONE, false)));
    parts.put("layer1", new Sequential(new Block("layer1.0", 1)));
    parts.put("layer2", new Sequential(new Block("layer2.0", 2), new Block("layer2.1", 1)));
    parts.put("layer3", new Sequential(new Block("layer3.0", 2)));
    parts.put("layer4", new Sequential(new Block("layer4.0", 2)));
    parts.put("avgpool", new AdaptiveAvgPool2d(1, 1));
    parts.put("flatten", new Flatten());
    parts.put("fc", new Linear(weight("fc.weight"), weight("fc.bias")));
    return new Sequential(parts);
  }

  private Tensor weight(String path) {
    return weights.tensor(backend, path);
  }

  private Conv2d conv(String path, int stride, int padding) {
    return new Conv2d(
        weight(path + ".weight"),
        null,
        new Op.Conv2d(Size.square(stride), Padding.same(padding), Size.ONE, 1));
  }

  private BatchNorm2d norm(String path) {
    return new BatchNorm2d(
        weight(path + ".weight"),
        weight(path + ".bias"),
        weight(path + ".running_mean"),
        weight(path + ".running_var"),
        1e-5);
  }

  /** Two convolutions and a way round them; its one ReLU is called twice. */
  private final class Block extends Layer {

    private final Module first;
    private final Module second;
    private final Module downsample;
    private final Module relu = register("relu", new ReLU());

    Block(String path, int stride) {
      first = new Sequential(conv(path + ".conv1", stride, 1), norm(path + ".bn1"));
      second = new Sequential(conv(path + ".conv2", 1, 1), norm(path + ".bn2"));
      downsample =
          stride == 1
              ? new Identity()
              : new Sequential(
                  conv(path + ".downsample.0", stride, 0), norm(path + ".downsample.1"));
      register("first", first);
      register("second", second);
      register("downsample", downsample);
    }

    @Override
    protected Tensor forward(Tensor x) {
      Tensor inside = relu.call(first.call(x));
      return relu.call(second.call(inside).add(downsample.call(x)));
    }
  }
}
