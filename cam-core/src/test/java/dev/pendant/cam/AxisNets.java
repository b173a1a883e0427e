package dev.pendant.cam;

import dev.pendant.nn.Flatten;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Linear;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.op.Padding;
import dev.pendant.op.Padding3d;
import dev.pendant.op.Size;
import dev.pendant.op.Size3d;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * One network for data of one, two and three axes: conv1, relu1, halving, conv2, relu2, mean over
 * positions, fc. Its weights depend on how many values a kernel has, not on how they are arranged.
 * Along axes where the kernel is 1 wide nothing is mixed or halved.
 */
final class AxisNets {

  static final int CLASSES = 3;

  private AxisNets() {}

  /**
   * @param kernel along each axis 1 or 3 wide
   */
  static Sequential of(Backend backend, int... kernel) {
    Map<String, Module> layers = new LinkedHashMap<>();
    layers.put("conv1", convolution(backend, kernel, 2, 3, 0.3));
    layers.put("relu1", new ReLU());
    layers.put("half", layer(x -> halved(x, kernel)));
    layers.put("conv2", convolution(backend, kernel, 3, 4, 1.1));
    layers.put("relu2", new ReLU());
    List<Integer> axes = IntStream.range(2, 2 + kernel.length).boxed().toList();
    layers.put("pool", layer(x -> Operators.apply(new Op.Mean(axes, true), x)));
    layers.put("flatten", new Flatten());
    layers.put(
        "fc",
        new Linear(
            waves(backend, 0.2, CLASSES, 4), Tensor.of(backend, new float[] {0.2f, 0, -0.1f}, 3)));
    return new Sequential(layers);
  }

  /** Two different samples of two channels, with some values far above the others. */
  static Tensor data(Backend backend, int... extents) {
    long[] shape =
        LongStream.concat(LongStream.of(2, 2), IntStream.of(extents).asLongStream()).toArray();
    float[] values = waves(0.9, shape);
    for (int i = 0; i < values.length; i += 11) {
      values[i] *= 5;
    }
    return Tensor.of(backend, values, shape);
  }

  private static Layer convolution(Backend backend, int[] kernel, int in, int out, double start) {
    Tensor bias = waves(backend, start + 2, out);
    int[] size = padded(kernel);
    Tensor weight = waves(backend, start, weightShape(kernel, in, out));
    Padding around = new Padding(size[1] / 2, size[2] / 2, size[1] / 2, size[2] / 2);
    if (kernel.length < 3) {
      Op flat = new Op.Conv2d(Size.ONE, around, Size.ONE, 1);
      return layer(x -> asPictures(x, pictures -> Operators.apply(flat, pictures, weight, bias)));
    }
    int[] side = IntStream.of(size).map(k -> k / 2).toArray();
    Padding3d padding = new Padding3d(side[0], side[1], side[2], side[0], side[1], side[2]);
    Op deep = new Op.Conv3d(Size3d.ONE, padding, Size3d.ONE, 1);
    return layer(x -> Operators.apply(deep, x, weight, bias));
  }

  private static long[] weightShape(int[] kernel, int in, int out) {
    int[] spatial = kernel.length < 3 ? Arrays.copyOfRange(padded(kernel), 1, 3) : kernel;
    return LongStream.concat(LongStream.of(out, in), IntStream.of(spatial).asLongStream())
        .toArray();
  }

  private static Tensor halved(Tensor x, int... kernel) {
    int[] by = IntStream.of(padded(kernel)).map(k -> k == 1 ? 1 : 2).toArray();
    if (kernel.length < 3) {
      Size window = new Size(by[1], by[2]);
      Op pool = new Op.MaxPool2d(window, window, Padding.NONE, Size.ONE, false);
      return asPictures(x, pictures -> Operators.apply(pool, pictures));
    }
    Size3d window = new Size3d(by[0], by[1], by[2]);
    return Operators.apply(new Op.MaxPool3d(window, window, Padding3d.NONE, Size3d.ONE, false), x);
  }

  /** Rows as pictures of height 1, and back. */
  private static Tensor asPictures(Tensor x, UnaryOperator<Tensor> operator) {
    Shape shape = x.shape();
    if (shape.rank() != 3) {
      return operator.apply(x);
    }
    Tensor out = operator.apply(x.reshape(shape.get(0), shape.get(1), 1, shape.get(2)));
    return out.reshape(shape.get(0), out.shape().get(1), out.shape().get(3));
  }

  /** Three extents, those in front 1. */
  private static int[] padded(int... kernel) {
    int[] three = {1, 1, 1};
    System.arraycopy(kernel, 0, three, 3 - kernel.length, kernel.length);
    return three;
  }

  private static Layer layer(UnaryOperator<Tensor> function) {
    return new Layer() {
      @Override
      protected Tensor forward(Tensor x) {
        return function.apply(x);
      }
    };
  }

  private static Tensor waves(Backend backend, double start, long... shape) {
    return Tensor.of(backend, waves(start, shape), shape);
  }

  private static float[] waves(double start, long... shape) {
    float[] values = new float[Math.toIntExact(Shape.of(shape).elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(0.37 * i * i + start);
    }
    return values;
  }
}
