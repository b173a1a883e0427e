package dev.pendant.cam;

import dev.pendant.nn.Conv2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Linear;
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

/** The network with sine weights of {@code goldens/cam-toy.json}, and what the file holds. */
final class ToyGolden {

  static final int HEIGHT = 6;
  static final int WIDTH = 7;

  private static final GoldenJson FILE = GoldenJson.read("cam-toy");

  private ToyGolden() {}

  /** conv1, relu1, conv2, relu2, mean over positions, fc. */
  static Module model(Backend backend) {
    return model(backend, new int[] {0, 1, 2}, new int[] {0, 1, 2, 3});
  }

  /**
   * The same network with its channels in another order.
   *
   * @param first for each channel of conv1 which one of the file it is
   * @param second the same of conv2
   */
  static Module model(Backend backend, int[] first, int[] second) {
    int[] input = {0, 1};
    int[] scores = {0, 1, 2};
    float[] weight1 = shuffled(sine(3 * 2 * 9, 0.5, 0.7, 0.1), first, input, 9);
    float[] weight2 = shuffled(sine(4 * 3 * 9, 0.4, 0.9, 0.3), second, first, 9);
    Map<String, Module> layers = new LinkedHashMap<>();
    layers.put("conv1", conv(backend, weight1, shuffled(new float[] {0.1f, 0, -0.1f}, first)));
    layers.put("relu1", new ReLU());
    float[] bias2 = {0.05f, -0.05f, 0.1f, 0};
    layers.put("conv2", conv(backend, weight2, shuffled(bias2, second)));
    layers.put("relu2", new ReLU());
    layers.put("pool", new dev.pendant.nn.AdaptiveAvgPool2d(1, 1));
    layers.put("flatten", new Flatten());
    layers.put(
        "fc",
        new Linear(
            Tensor.of(backend, shuffled(sine(12, 3, 1.3, 2.5), scores, second, 1), 3, 4),
            Tensor.of(backend, new float[] {0.2f, -0.1f, 0.3f}, 3)));
    return new Sequential(layers);
  }

  static Tensor input(Backend backend) {
    float[] both = new float[168];
    System.arraycopy(sine(84, 0.8, 0.37, 0.2), 0, both, 0, 84);
    System.arraycopy(sine(84, 0.8, 0.53, 1.1), 0, both, 84, 84);
    return Tensor.of(backend, both, 2, 2, HEIGHT, WIDTH);
  }

  private static Conv2d conv(Backend backend, float[] weight, float... bias) {
    int out = bias.length;
    return new Conv2d(
        Tensor.of(backend, weight, out, weight.length / out / 9, 3, 3),
        Tensor.of(backend, bias, out),
        new Op.Conv2d(Size.square(1), Padding.same(1), Size.ONE, 1));
  }

  private static float[] shuffled(float[] values, int[] order) {
    return shuffled(values, order, new int[] {0}, 1);
  }

  /** Of [rows, columns, size] rows and columns in another order. */
  private static float[] shuffled(float[] values, int[] rows, int[] columns, int size) {
    float[] found = new float[values.length];
    int to = 0;
    for (int row : rows) {
      for (int column : columns) {
        System.arraycopy(values, (row * columns.length + column) * size, found, to, size);
        to += size;
      }
    }
    return found;
  }

  static float[] sine(int count, double scale, double step, double start) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * Math.sin(step * i + start));
    }
    return values;
  }

  /** The numbers under a path such as {@code torchcam/GradCAM/normalized}, row-major. */
  static float[] floats(String... path) {
    return FILE.floats(path);
  }
}
