package dev.pendant.cam;

import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Conv2d;
import dev.pendant.nn.Dropout;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Linear;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Networks small enough to compute by hand. */
final class Nets {

  /**
   * With it, {@link #pooled} has relu output [[1, 0], [3, 0]] and [[0, 2], [0, 4]], channel means 1
   * and 1.5, and logits -2 and 2.25.
   */
  static final float[] PICTURE = {1, -2, 3, -4};

  static final float[] FC_WEIGHT = {1, -2, 0.5f, 1};

  private Nets() {}

  /** Two channels (the picture and its negative), ReLU, global average pooling, linear. */
  static Sequential pooled(Backend backend) {
    return pooled(backend, FC_WEIGHT, new float[] {0, 0.25f});
  }

  static Sequential pooled(Backend backend, float[] fcWeight, float[] fcBias) {
    Map<String, Module> layers = new LinkedHashMap<>();
    layers.put("conv", conv(backend, 1, -1));
    layers.put("relu", new ReLU());
    layers.put("pool", new AdaptiveAvgPool2d(1, 1));
    layers.put("flatten", new Flatten());
    layers.put("drop", new Dropout());
    layers.put("fc", linear(backend, fcWeight, fcBias));
    return new Sequential(layers);
  }

  /** The picture and its negative, pooled and scored: nothing is cut off. */
  static Sequential twoChannels(Backend backend) {
    Map<String, Module> layers = new LinkedHashMap<>();
    layers.put("conv", conv(backend, 1, -1));
    layers.put("pool", new AdaptiveAvgPool2d(1, 1));
    layers.put("flatten", new Flatten());
    layers.put("fc", linear(backend, FC_WEIGHT, new float[2]));
    return new Sequential(layers);
  }

  /** The same with another linear layer and a ReLU before the last. */
  static Sequential twoLinears(Backend backend) {
    Map<String, Module> layers = new LinkedHashMap<>();
    layers.put("conv", conv(backend, 1, -1));
    layers.put("pool", new AdaptiveAvgPool2d(1, 1));
    layers.put("flatten", new Flatten());
    layers.put("hidden", linear(backend, new float[] {1, 0, 0, 1}, new float[2]));
    layers.put("relu", new ReLU());
    layers.put("fc", linear(backend, FC_WEIGHT, new float[2]));
    return new Sequential(layers);
  }

  /** Pooled channels are the scores, shape [n, 2, 1, 1]. */
  static Sequential poolingOnly(Backend backend) {
    Map<String, Module> layers = new LinkedHashMap<>();
    layers.put("conv", conv(backend, 1, -1));
    layers.put("relu", new ReLU());
    layers.put("pool", new AdaptiveAvgPool2d(1, 1));
    return new Sequential(layers);
  }

  /** 1 x 1 convolution from one channel. */
  static Conv2d conv(Backend backend, float... weights) {
    return new Conv2d(Tensor.of(backend, weights, weights.length, 1, 1, 1), null);
  }

  static Linear linear(Backend backend, float[] weight, float[] bias) {
    return new Linear(
        Tensor.of(backend, weight, bias.length, weight.length / bias.length),
        Tensor.of(backend, bias, bias.length));
  }

  static Tensor picture(Backend backend) {
    return Tensor.of(backend, PICTURE, 1, 1, 2, 2);
  }
}
