package dev.pendant.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.pendant.models.ModelException;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Hooks hang on every module of an imported tree and see each of its calls. */
abstract class HookedModelChecks extends ModelChecks {

  private OnnxModel build(ModelProto.Builder model) {
    return OnnxModels.load(model.build().toByteArray(), "built", backend());
  }

  private Tensor x(float first, float second) {
    return Tensor.of(backend(), new float[] {first, second}, 1, 2);
  }

  /** {@code block(x) = relu(relu(x) - c) + x}, with one relu called twice. */
  private OnnxModel residual() {
    ModelProto.Builder model =
        Graphs.model(
            Graphs.node("Relu", "/block/relu/Relu", List.of("x"), "a"),
            Graphs.node("Sub", "/block/Sub", List.of("a", "c"), "b"),
            Graphs.node("Relu", "/block/relu_1/Relu", List.of("b"), "d"),
            Graphs.node("Add", "/block/Add", List.of("d", "x"), "e"),
            Graphs.node("Neg", "/Neg", List.of("e"), "y"));
    model.getGraphBuilder().addInitializer(Graphs.floats("c", List.of(), 1f));
    return build(model);
  }

  @Test
  void aModuleCalledTwiceRunsItsHooksTwiceWithTheRightValues() {
    List<String> seen = new ArrayList<>();
    try (OnnxModel model = residual();
        Scope scope = Scope.open()) {
      assertThat(model.namedModules()).containsOnlyKeys("", "block", "block.relu");
      for (String path : List.of("block", "block.relu")) {
        model
            .find(path)
            .registerForwardHook(
                (module, inputs, outputs) -> {
                  seen.add(path + " " + values(inputs) + " -> " + values(outputs));
                  return null;
                });
      }
      assertThat(model.call(x(3, -2)).toFloatArray()).containsExactly(-5, 2);
    }
    assertThat(seen)
        .containsExactly(
            "block.relu [3.0, -2.0] -> [3.0, 0.0]",
            "block.relu [2.0, -1.0] -> [2.0, 0.0]",
            "block [3.0, -2.0] -> [5.0, -2.0]");
  }

  private static String values(Tensors tensors) {
    List<Float> all = new ArrayList<>();
    for (float value : tensors.single().toFloatArray()) {
      all.add(value);
    }
    return all.toString();
  }

  /** {@code y = relu(b) - a} and {@code plain = b - a}; nothing uses the third input. */
  private OnnxModel ofThree() {
    ModelProto.Builder model =
        Graphs.model(
            Graphs.node("Relu", "/right/Relu", List.of("b"), "c"),
            Graphs.node("Sub", "/Sub", List.of("c", "a"), "y"),
            Graphs.node("Sub", "/Sub_1", List.of("b", "a"), "plain"));
    model
        .getGraphBuilder()
        .clearInput()
        .addInput(Graphs.value("a", Graphs.FLOAT))
        .addInput(Graphs.value("b", Graphs.FLOAT))
        .addInput(Graphs.value("unused", Graphs.FLOAT))
        .addOutput(Graphs.value("plain", Graphs.FLOAT));
    return build(model);
  }

  @Test
  void severalInputsAreTakenInTheFilesOrderAndOutputsGoByTheirNames() {
    try (OnnxModel model = ofThree();
        Scope scope = Scope.open()) {
      Tensors answers = model.call(Tensors.of(x(1, 2), x(3, -4), x(0, 0)));

      assertThat(model.inputNames()).containsExactly("a", "b", "unused");
      assertThat(answers.get("y").toFloatArray()).containsExactly(2, -2);
      assertThat(answers.get("plain").toFloatArray()).containsExactly(2, -6);
    }
  }

  @Test
  void anotherNumberOfInputsIsRefused() {
    try (OnnxModel model = ofThree();
        Scope scope = Scope.open()) {
      assertThatThrownBy(() -> model.call(Tensors.of(x(1, 2))))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("takes 3 tensors, [a, b, unused], got (float32[1, 2])");
    }
  }

  @Test
  void whatAHookReturnsIsWhatTheNextNodesSee() {
    try (OnnxModel model = residual();
        Scope scope = Scope.open()) {
      model
          .find("block.relu")
          .registerForwardHook((module, inputs, outputs) -> Tensors.of(outputs.single().add(10)));
      model
          .find("block")
          .registerForwardPreHook((module, inputs) -> Tensors.of(inputs.single().mul(2)));
      // x 6, -4; relu 6, 0; +10; -1: 15, 9; relu; +10; + x: 31, 15; negated.
      assertThat(model.call(x(3, -2)).toFloatArray()).containsExactly(-31, -15);
    }
  }

  @Test
  void aHookThatChangesTheNumberOfTensorsIsRefused() {
    try (OnnxModel model = residual();
        Scope scope = Scope.open()) {
      Tensor x = x(1, 2);
      model.find("block").registerForwardHook((module, inputs, outputs) -> Tensors.of(x, x));
      assertThatThrownBy(() -> model.call(x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected 1 tensors");
    }
  }

  @Test
  void backwardHooksSeeBothSidesOfAContainerAndOfEachCall() {
    List<String> seen = new ArrayList<>();
    try (OnnxModel model = residual();
        Scope scope = Scope.open()) {
      for (String path : List.of("block", "block.relu")) {
        model
            .find(path)
            .registerBackwardHook(
                (module, gradInputs, gradOutputs) -> {
                  seen.add(path + " " + values(gradOutputs) + " -> " + values(gradInputs));
                  return null;
                });
      }
      Tensor input = x(3, -2).requireGrad();
      model.call(input).sum().backward();
      assertThat(Objects.requireNonNull(input.grad()).toFloatArray()).containsExactly(-2, -1);
    }
    assertThat(seen)
        .containsExactly(
            "block.relu [-1.0, -1.0] -> [-1.0, 0.0]",
            "block.relu [-1.0, 0.0] -> [-1.0, 0.0]",
            "block [-1.0, -1.0] -> [-2.0, -1.0]");
  }

  @Test
  void interleavedModulesAreCalledInPartsAndStayCorrect() {
    List<String> seen = new ArrayList<>();
    try (OnnxModel model =
            build(
                Graphs.model(
                    Graphs.node("Relu", "/a/one/Relu", List.of("x"), "p"),
                    Graphs.node("Neg", "/b/Neg", List.of("x"), "q"),
                    Graphs.node("Exp", "/a/two/Exp", List.of("p"), "r"),
                    Graphs.node("Add", "/b/Add", List.of("q", "r"), "s"),
                    Graphs.node("Add", "/Add", List.of("s", "p"), "y")));
        Scope scope = Scope.open()) {
      for (String path : List.of("a", "b")) {
        model
            .find(path)
            .registerForwardHook(
                (module, inputs, outputs) -> {
                  seen.add(path + " " + inputs.size() + " -> " + outputs.size());
                  return null;
                });
      }
      float[] y = model.call(x(0, -1)).toFloatArray();
      assertThat(y).containsExactly(1, 2);
    }
    assertThat(seen).containsExactly("a 1 -> 1", "b 1 -> 1", "a 1 -> 1", "b 2 -> 1");
  }

  @Test
  void aModuleMayBeCalledByItself() {
    try (OnnxModel model = load("alexnet_slim.onnx");
        Scope scope = Scope.open()) {
      Module classifier = model.find("classifier");
      Tensor features = Tensor.of(backend(), new float[576], 1, 576);
      assertThat(classifier.call(features).shape().toArray()).containsExactly(1, 6);
    }
  }

  @Test
  void manyThreadsMayCallOneModel() throws Exception {
    try (OnnxModel model = residual()) {
      ExecutorService threads = Executors.newFixedThreadPool(4);
      try {
        List<Future<float[]>> answers = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
          float value = i;
          answers.add(
              threads.submit(
                  () -> {
                    try (Scope scope = Scope.open()) {
                      return model.call(x(value, -value)).toFloatArray();
                    }
                  }));
        }
        for (int i = 1; i <= answers.size(); i++) {
          assertThat(answers.get(i - 1).get()).containsExactly(1 - 2 * i, i);
        }
      } finally {
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      }
    }
  }

  @Test
  void closingFreesTheWeightsWhicheverScopeWasOpen() {
    long before = backend().liveArrays();
    OnnxModel model;
    try (Scope scope = Scope.open()) {
      model = load("shapes.onnx");
      assertThat(scope.size()).isZero();
    }
    assertThat(backend().liveArrays()).isEqualTo(before + 37);
    model.close();
    model.close();
    assertThat(backend().liveArrays()).isEqualTo(before);
  }
}
