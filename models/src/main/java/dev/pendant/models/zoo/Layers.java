package dev.pendant.models.zoo;

import dev.pendant.models.zoo.Parameters.Start;
import dev.pendant.nn.BatchNorm2d;
import dev.pendant.nn.Conv2d;
import dev.pendant.nn.LayerNorm;
import dev.pendant.nn.Linear;
import dev.pendant.nn.MaxPool2d;
import dev.pendant.op.Op;
import dev.pendant.op.Padding;
import dev.pendant.op.Size;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;

/** Makes layers, each with the values that go with its path in the network. */
public final class Layers {

  static final String BATCHES_TRACKED = "num_batches_tracked";

  private static final double NORM_EPSILON = 1e-5;

  private final Parameters parameters;
  private final String path;

  Layers(Parameters parameters) {
    this(parameters, "");
  }

  private Layers(Parameters parameters, String path) {
    this.parameters = parameters;
    this.path = path;
  }

  /** Those of the child of that name. */
  public Layers at(String child) {
    return new Layers(parameters, path + child + ".");
  }

  /** The same for children of a {@link dev.pendant.nn.Sequential}. */
  public Layers at(int child) {
    return at(String.valueOf(child));
  }

  /** A convolution over pictures, its path being that of this object. */
  public Conv2d conv(int in, int out, Convolution window) {
    int perGroup = in / window.groups();
    Start start = Start.forInputs((long) perGroup * window.kernel() * window.kernel());
    return new Conv2d(
        floats("weight", start, out, perGroup, window.kernel(), window.kernel()),
        window.bias() ? floats("bias", Start.ZERO, out) : null,
        window.op());
  }

  public Linear linear(int in, int out) {
    return new Linear(
        floats("weight", Start.forInputs(in), out, in), floats("bias", Start.ZERO, out));
  }

  /** Batch normalisation with PyTorch's epsilon, 1e-5. */
  public BatchNorm2d norm(int channels) {
    return new BatchNorm2d(
        floats("weight", Start.ONE, channels),
        floats("bias", Start.ZERO, channels),
        floats("running_mean", Start.ZERO, channels),
        floats("running_var", Start.ONE, channels),
        tensor(BATCHES_TRACKED, new Spec(Shape.of(), DType.INT64), Start.ZERO),
        NORM_EPSILON);
  }

  /** Normalisation over the last axis. */
  public LayerNorm layerNorm(int features, double epsilon) {
    return new LayerNorm(
        floats("weight", Start.ONE, features), floats("bias", Start.ZERO, features), epsilon);
  }

  /** A parameter of a module written by hand. */
  public Tensor parameter(String name, long... shape) {
    return floats(name, Start.forInputs(shape[shape.length - 1]), shape);
  }

  /** A 3 x 3 window with stride 2. */
  static MaxPool2d halvingPool(int padding, boolean ceilMode) {
    return new MaxPool2d(
        new Op.MaxPool2d(
            Size.square(3), Size.square(2), Padding.same(padding), Size.ONE, ceilMode));
  }

  private Tensor floats(String name, Start start, long... shape) {
    return tensor(name, new Spec(Shape.of(shape), DType.FLOAT32), start);
  }

  private Tensor tensor(String name, Spec spec, Start start) {
    return parameters.tensor(path + name, spec, start);
  }
}
