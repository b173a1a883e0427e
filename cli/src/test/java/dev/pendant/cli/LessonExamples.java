package dev.pendant.cli;

import dev.pendant.autograd.Autograd;
import dev.pendant.cam.features.FeatureMaps;
import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.ForwardPreHook;
import dev.pendant.hook.TensorHook;
import dev.pendant.models.onnx.OnnxModel;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.models.weights.Weights;
import dev.pendant.nn.Conv2d;
import dev.pendant.nn.MaxPool2d;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import dev.pendant.tools.ActivationRecorder;
import dev.pendant.tools.GradientRecorder;
import dev.pendant.tools.ModuleSummary;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Java code of docs/lesson.md; {@link LessonTest} runs it and holds the page to it. */
final class LessonExamples {

  private LessonExamples() {}

  @SuppressWarnings("NullAway") // x and w have gradients here, and the page is read by people
  static void gradient(Backend backend, PrintStream out) {
    // LESSON: gradient
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.scalar(backend, 2).requireGrad();
      Tensor w = Tensor.scalar(backend, 1).requireGrad();

      Tensor a = x.add(w);
      Tensor b = w.add(1);
      Tensor y = a.mul(b);

      a.registerHook(TensorHook.observing(gradient -> out.println("dy/da = " + gradient.item())));
      b.registerHook(TensorHook.observing(gradient -> out.println("dy/db = " + gradient.item())));
      y.backward();

      out.println("dy/dx = " + x.grad().item());
      out.println("dy/dw = " + w.grad().item());
    }
    // LESSON: end
  }

  @SuppressWarnings("NullAway") // as above
  static void change(Backend backend, PrintStream out) {
    // LESSON: change
    try (Scope scope = Scope.open()) {
      Tensor x = Tensor.scalar(backend, 2).requireGrad();
      Tensor w = Tensor.scalar(backend, 1).requireGrad();

      Tensor a = x.add(w);
      a.registerHook(gradient -> gradient.mul(10));
      a.mul(w.add(1)).backward();

      out.println("dy/dx = " + x.grad().item());
      out.println("dy/dw = " + w.grad().item());
    }
    // LESSON: end
  }

  // LESSON: network
  static Sequential network(Backend backend) {
    float[] weights = new float[2 * 9]; // 3 x 3 ones, then 3 x 3 twos
    Arrays.fill(weights, 0, 9, 1);
    Arrays.fill(weights, 9, 18, 2);
    Map<String, Module> layers = new LinkedHashMap<>();
    layers.put("conv", new Conv2d(Tensor.of(backend, weights, 2, 1, 3, 3), null));
    layers.put("pool", new MaxPool2d(2, 2));
    return new Sequential(layers);
  }

  static Tensor imageOfOnes(Backend backend) {
    float[] ones = new float[16];
    Arrays.fill(ones, 1);
    return Tensor.of(backend, ones, 1, 1, 4, 4);
  }

  // LESSON: end

  static void forward(Backend backend, PrintStream out) {
    // LESSON: forward
    try (Sequential net = network(backend);
        Scope scope = Scope.open()) {
      net.find("conv")
          .registerForwardHook(
              ForwardHook.observing(
                  (module, inputs, outputs) -> {
                    out.println("module: " + module);
                    out.println("input:  " + inputs);
                    out.println("output: " + outputs);
                    out.println(Arrays.toString(outputs.single().toFloatArray()));
                  }));
      Tensor y = net.call(imageOfOnes(backend));
      out.println("result: " + y.shape() + " " + Arrays.toString(y.toFloatArray()));
    }
    // LESSON: end
  }

  static void preHook(Backend backend, PrintStream out) {
    // LESSON: pre-hook
    try (Sequential net = network(backend);
        Scope scope = Scope.open()) {
      net.find("pool")
          .registerForwardPreHook(
              ForwardPreHook.observing(
                  (module, inputs) -> {
                    float[] values = inputs.single().toFloatArray();
                    out.println("before " + module + ": " + Arrays.toString(values));
                  }));
      net.registerForwardHook(
          ForwardHook.observing((module, inputs, outputs) -> out.println("after the network")));
      net.call(imageOfOnes(backend));
    }
    // LESSON: end
  }

  static void backward(Backend backend, PrintStream out) {
    // LESSON: backward
    try (Sequential net = network(backend);
        Scope scope = Scope.open()) {
      net.find("conv")
          .registerBackwardHook(
              BackwardHook.observing(
                  (module, gradInputs, gradOutputs) -> {
                    out.println("grad_output: " + gradOutputs);
                    out.println(Arrays.toString(gradOutputs.single().toFloatArray()));
                    out.println("grad_input: " + gradInputs);
                    out.println(Arrays.toString(gradInputs.single().toFloatArray()));
                  }));
      Tensor x = imageOfOnes(backend).requireGrad();
      Autograd.backward(net.call(x).sum());
    }
    // LESSON: end
  }

  static void tools(Backend backend, PrintStream out) {
    // LESSON: tools
    try (Sequential net = network(backend);
        Scope scope = Scope.open();
        var activations = ActivationRecorder.copying(net, "**");
        var gradients = GradientRecorder.copying(net, "**")) {
      Tensor x = imageOfOnes(backend).requireGrad();
      Autograd.backward(net.call(x).sum());
      for (String path : List.of("conv", "pool")) {
        out.println(path + " returned " + Arrays.toString(activations.get(path)));
        out.println("  its gradient is " + Arrays.toString(gradients.get(path)));
      }
      out.print(ModuleSummary.of(net, Tensors.of(x)));
    }
    // LESSON: end
  }

  static void featureMaps(Backend backend, Path models, Path folder, PrintStream out) {
    // LESSON: feature-maps
    try (OnnxModel alexNet = OnnxModels.load(models.resolve("alexnet_slim.onnx"), backend);
        Scope scope = Scope.open()) {
      Weights golden = Weights.read(models.resolve("alexnet_slim.safetensors"));
      Tensor pictures = golden.tensor("input", backend);

      FeatureMaps maps = FeatureMaps.ofConvolutions(alexNet);
      for (Path file : maps.write(Tensors.of(pictures), 0, folder)) {
        out.println(file.getFileName());
      }
    }
    // LESSON: end
  }
}
