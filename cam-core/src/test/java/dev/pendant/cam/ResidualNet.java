package dev.pendant.cam;

import dev.pendant.nn.AvgPool2d;
import dev.pendant.nn.BatchNorm2d;
import dev.pendant.nn.Conv2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Layer;
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

/**
 * The network called hard in {@code goldens/layer-attributions.json}: stride, padding, batch
 * normalisation, maximum and mean pooling, a residual block, two linear layers.
 */
final class ResidualNet {

  private final Backend backend;
  private final float bias;

  private ResidualNet(Backend backend, float bias) {
    this.backend = backend;
    this.bias = bias;
  }

  static Sequential of(Backend backend) {
    return new ResidualNet(backend, 1).build();
  }

  /** The same with every bias 0, those of batch normalisations too. */
  static Sequential withoutBias(Backend backend) {
    return new ResidualNet(backend, 0).build();
  }

  static Tensor input(Backend backend) {
    float[] both = new float[288];
    System.arraycopy(ToyGolden.sine(144, 0.9, 0.41, 0.3), 0, both, 0, 144);
    System.arraycopy(ToyGolden.sine(144, 0.9, 0.59, 1.3), 0, both, 144, 144);
    return Tensor.of(backend, both, 2, 2, 9, 8);
  }

  static Tensor baselines(Backend backend) {
    return Tensor.of(backend, ToyGolden.sine(432, 0.5, 0.67, 0.9), 3, 2, 9, 8);
  }

  private Sequential build() {
    Map<String, Module> layers = new LinkedHashMap<>();
    layers.put("conv1", conv(sine(72, 0.6, 0.7, 0.4), 2, sine(4, 0.2, 1.3, 0.1), 2));
    layers.put("bn1", norm(0.4, 0.3));
    layers.put("relu1", new ReLU());
    layers.put(
        "pool1",
        new MaxPool2d(
            new Op.MaxPool2d(Size.square(3), Size.square(2), Padding.same(1), Size.ONE, false)));
    layers.put("block", block());
    layers.put("pool2", new AvgPool2d(2, 1));
    layers.put("flatten", new Flatten());
    layers.put("fc1", linear(sine(40, 1.5, 0.93, 0.6), sine(5, 0.3, 2.1, 0.2)));
    layers.put("relu4", new ReLU());
    layers.put("fc2", linear(sine(15, 1.2, 1.3, 0.9), sine(3, 0.2, 0.5, 1.0)));
    return new Sequential(layers);
  }

  private Module block() {
    Module conv2 = conv(sine(144, 0.5, 1.1, 0.2), 4, sine(4, 0.1, 0.9, 0.5), 1);
    Module bn2 = norm(0.3, 1.2);
    Module conv3 = conv(sine(144, 0.5, 0.77, 1.4), 4, sine(4, 0.1, 1.9, 0.3), 1);
    return new Layer() {
      {
        register("conv2", conv2);
        register("bn2", bn2);
        register("relu2", new ReLU());
        register("conv3", conv3);
        register("relu3", new ReLU());
      }

      private Tensor call(String child, Tensor x) {
        return find(child).call(x);
      }

      @Override
      protected Tensor forward(Tensor x) {
        Tensor round = call("conv3", call("relu2", call("bn2", call("conv2", x))));
        return call("relu3", round.add(x));
      }
    };
  }

  private Conv2d conv(float[] weight, int in, float[] biases, int stride) {
    return new Conv2d(
        Tensor.of(backend, weight, biases.length, in, 3, 3),
        Tensor.of(backend, times(bias, biases), biases.length),
        new Op.Conv2d(Size.square(stride), Padding.same(1), Size.ONE, 1));
  }

  private Module linear(float[] weight, float[] biases) {
    return Nets.linear(backend, weight, times(bias, biases));
  }

  private BatchNorm2d norm(double scale, double start) {
    return new BatchNorm2d(
        Tensor.of(backend, plus(1, sine(4, scale, 0.8, start)), 4),
        Tensor.of(backend, times(bias, sine(4, 0.2, 1.7, start)), 4),
        Tensor.of(backend, times(bias, sine(4, 0.3, 1.1, start)), 4),
        Tensor.of(backend, plus(1.2f, sine(4, 0.5, 0.6, start)), 4),
        1e-5);
  }

  private static float[] sine(int count, double scale, double step, double start) {
    return ToyGolden.sine(count, scale, step, start);
  }

  private static float[] times(float factor, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return values;
  }

  private static float[] plus(float term, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] += term;
    }
    return values;
  }
}
