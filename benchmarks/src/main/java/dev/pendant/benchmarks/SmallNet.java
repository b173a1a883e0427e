package dev.pendant.benchmarks;

import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Conv2d;
import dev.pendant.nn.Flatten;
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

/** Two convolutions and a classifier of ten classes, for pictures of [n, 3, 32, 32]. */
final class SmallNet {

  private SmallNet() {}

  /** Its parameters require gradients. */
  static Module of(Noise noise) {
    Map<String, Module> parts = new LinkedHashMap<>();
    parts.put("conv1", conv(noise, 3, 8));
    parts.put("relu1", new ReLU());
    parts.put("pool", new MaxPool2d(2, 2));
    parts.put("conv2", conv(noise, 8, 16));
    parts.put("relu2", new ReLU());
    parts.put("avgpool", new AdaptiveAvgPool2d(1, 1));
    parts.put("flatten", new Flatten());
    parts.put("fc", noise.linear(16, 10));
    Module model = new Sequential(parts);
    model.namedParameters().values().forEach(Tensor::requireGrad);
    return model;
  }

  private static Conv2d conv(Noise noise, int in, int out) {
    return new Conv2d(
        noise.weight(out, in, 3, 3),
        noise.filled(0, out),
        new Op.Conv2d(Size.ONE, Padding.same(1), Size.ONE, 1));
  }
}
