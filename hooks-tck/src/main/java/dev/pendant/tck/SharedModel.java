package dev.pendant.tck;

import dev.pendant.autograd.Autograd;
import dev.pendant.nn.Conv2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Linear;
import dev.pendant.nn.MaxPool2d;
import dev.pendant.nn.Module;
import dev.pendant.nn.ReLU;
import dev.pendant.nn.Sequential;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A small network for several threads. Weights and pictures are small integers, so every sum is
 * exact in whatever order it is made: answers are compared bit by bit.
 */
final class SharedModel implements AutoCloseable {

  /** How many pictures there are. */
  static final int PICTURES = 4;

  private final Backend backend;
  private final Module model;
  private final List<Tensor> pictures = new ArrayList<>();

  SharedModel(Backend backend) {
    this.backend = backend;
    Map<String, Module> layers = new LinkedHashMap<>();
    layers.put("conv1", new Conv2d(integers(1, 4, 1, 3, 3), integers(2, 4)));
    layers.put("relu1", new ReLU());
    layers.put("pool", new MaxPool2d(2, 2));
    layers.put("conv2", new Conv2d(integers(3, 3, 4, 3, 3), integers(4, 3)));
    layers.put("relu2", new ReLU());
    layers.put("flatten", new Flatten());
    layers.put("fc", new Linear(integers(5, 2, 27), integers(6, 2)));
    model = new Sequential(layers);
    model.namedParameters().values().forEach(Tensor::requireGrad);
    for (int i = 0; i < PICTURES; i++) {
      pictures.add(integers(7 + i, 1, 1, 12, 12).keep());
    }
    // These stay: their work is part of every answer.
    model.find("relu1").registerForwardPreHook((m, in) -> Tensors.of(in.single().add(1)));
    model.find("conv2").registerForwardHook((m, in, out) -> Tensors.of(out.single().mul(2)));
    model.find("pool").registerBackwardHook((m, in, out) -> Tensors.of(in.get(0).mul(3)));
    model.find("fc").registerBackwardPreHook((m, out) -> Tensors.of(out.get(0).mul(2)));
  }

  /** From -2 to 2, scattered. */
  private Tensor integers(int seed, long... shape) {
    float[] values = new float[Math.toIntExact(Shape.of(shape).elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.floorMod((i + 1) * 31 * (seed + 2) / 7, 5) - 2;
    }
    return Tensor.of(backend, values, shape);
  }

  Module model() {
    return model;
  }

  /** Scores, and their gradient with respect to the picture and to every weight. */
  List<float[]> answer(int picture) {
    try (Scope scope = Scope.open()) {
      Tensor x = pictures.get(picture).detach().requireGrad();
      Tensor scores = model.call(x);
      List<Tensor> inputs = new ArrayList<>(model.namedParameters().values());
      inputs.add(x);
      Tensors gradients = Autograd.grad(List.of(scores), inputs, List.of(seed()));
      List<float[]> values = new ArrayList<>();
      values.add(scores.toFloatArray());
      gradients.present().map(Tensor::toFloatArray).forEach(values::add);
      return values;
    }
  }

  /** Adds the gradients of one pass to the weights'. */
  void accumulate(int picture) {
    try (Scope scope = Scope.open()) {
      Autograd.backward(model.call(pictures.get(picture)), seed());
    }
  }

  private Tensor seed() {
    return Tensor.of(backend, new float[] {1, -1}, 1, 2);
  }

  /** What the weights have accumulated, in the order of the model. */
  List<float[]> gradients() {
    try (Scope scope = Scope.open()) {
      List<float[]> values = new ArrayList<>();
      model
          .namedParameters()
          .forEach(
              (path, weight) ->
                  values.add(
                      Objects.requireNonNull(weight.grad(), () -> path + " has no gradient")
                          .toFloatArray()));
      return values;
    }
  }

  static boolean same(List<float[]> left, List<float[]> right) {
    return Arrays.deepEquals(left.toArray(), right.toArray());
  }

  void clearGradients() {
    model.namedParameters().values().forEach(Tensor::clearGrad);
  }

  @Override
  public void close() {
    model.close();
    pictures.forEach(Tensor::close);
  }
}
