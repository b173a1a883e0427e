package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.method.Cam;
import dev.pendant.cam.target.Target;
import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.nn.Softmax;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Two small trained networks against PyTorch and pytorch-grad-cam. */
abstract class GoldenMapCases extends OnBackend {

  private record Case(GoldenModels model, String layer) {}

  private static final List<Case> CASES =
      List.of(
          new Case(GoldenModels.ALEXNET_ONNX, "features.10"),
          new Case(GoldenModels.ALEXNET_JAVA, "features.10"),
          new Case(GoldenModels.RESNET_ONNX, "layer4"),
          new Case(GoldenModels.RESNET_JAVA, "layer4"),
          new Case(GoldenModels.RESNET_ONNX, "layer3"),
          new Case(GoldenModels.RESNET_JAVA, "layer3"));

  private Module model(GoldenModels model) {
    return dying(model.on(backend()));
  }

  private static Stream<DynamicTest> eachCase(java.util.function.Consumer<Case> check) {
    return CASES.stream()
        .map(c -> DynamicTest.dynamicTest(c.model() + " " + c.layer(), () -> check.accept(c)));
  }

  @TestFactory
  Stream<DynamicTest> logitsActivationAndGradientAreThoseOfPyTorch() {
    return eachCase(
        c -> {
          GoldenTensors golden = c.model().tensors();
          SplitRun run =
              Split.at(model(c.model()), c.layer())
                  .run(Tensors.of(golden.tensor(backend(), "input")));
          Tensor logits = run.outputs().single();
          assertThat(logits.toFloatArray()).containsExactly(golden.floats("logits"), within(1e-4f));
          assertRelative(run.activation(), golden.floats("activation/" + c.layer()));
          assertRelative(
              run.gradient(logits, seedOfTopClasses(logits)),
              golden.floats("gradient/" + c.layer()));
        });
  }

  private Tensor seedOfTopClasses(Tensor logits) {
    float[] values = logits.toFloatArray();
    int classes = logits.shape().getInt(1);
    float[] seed = new float[values.length];
    for (int row = 0; row < values.length; row += classes) {
      int top = row;
      for (int i = row; i < row + classes; i++) {
        top = values[i] > values[top] ? i : top;
      }
      seed[top] = 1;
    }
    return tensor(seed, logits.shape().toArray());
  }

  /** Within 1e-4 of the largest value. */
  private static void assertRelative(Tensor actual, float[] expected) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual.toFloatArray()).containsExactly(expected, within(1e-4f * largest));
  }

  @TestFactory
  Stream<DynamicTest> gradCamOfTheTopTwoClassesIsThatOfPytorchGradCam() {
    return eachCase(
        c -> {
          GoldenTensors golden = c.model().tensors();
          int size = (int) golden.shape("input").get(2);
          List<Explanation> all = explain(c, Target.top(2));
          for (int i = 0; i < all.size(); i++) {
            Explanation why = all.get(i);
            String name = (i < 2 ? "cam/GradCAM/" : "cam/GradCAM.second/") + c.layer();
            assertThat(why.finished(Preset.PYTORCH_GRAD_CAM, size, size).values())
                .containsExactly(golden.floats(name, why.sample()), within(1e-3f));
          }
        });
  }

  private List<Explanation> explain(Case c, Target... targets) {
    GoldenTensors golden = c.model().tensors();
    return Explainer.of(model(c.model()))
        .layer(c.layer())
        .explain(golden.tensor(backend(), "input"), targets);
  }

  @Test
  void severalLayersAreFusedAsPytorchGradCamDoes() {
    GoldenTensors golden = GoldenTensors.of("resnet_slim");
    List<List<HeatMap>> layers = new ArrayList<>();
    for (String layer : List.of("layer4", "layer3")) {
      layers.add(
          explain(new Case(GoldenModels.RESNET_ONNX, layer)).stream()
              .map(Explanation::raw)
              .toList());
    }
    for (int sample = 0; sample < 2; sample++) {
      List<HeatMap> maps = List.of(layers.get(0).get(sample), layers.get(1).get(sample));
      assertThat(Preset.PYTORCH_GRAD_CAM.apply(maps, 96, 96).values())
          .containsExactly(
              golden.floats("cam/GradCAM.mean-of-layers/layer4+layer3", sample), within(1e-3f));
    }
  }

  @Test
  void camOfAResNetIsItsGradCamTimesThePositions() {
    GoldenTensors golden = GoldenTensors.of("resnet_slim");
    Explainer explainer = Explainer.of(model(GoldenModels.RESNET_ONNX)).layer("layer4");
    Tensor input = golden.tensor(backend(), "input");
    List<Explanation> cam = explainer.method(new Cam()).explain(input);
    List<Explanation> gradCam = explainer.explain(input);
    for (int sample = 0; sample < 2; sample++) {
      assertThat(cam.get(sample).raw().values())
          .containsExactly(gradCam.get(sample).raw().map(v -> 9 * v).values(), within(1e-4f));
    }
  }

  @Test
  void autoPicksTheLastStage() {
    Tensor input = GoldenTensors.of("resnet_slim").tensor(backend(), "input");

    assertThat(
            LayerChoice.auto()
                .points(ExplainedCall.of(model(GoldenModels.RESNET_ONNX), Tensors.of(input))))
        .containsExactly(LayerPoint.output("layer4"));
  }

  /** Behind it, the scores depend on the class token alone. */
  @Test
  void ofATransformerAutoPicksTheLastTokensThatTheScoresDependOn() {
    GoldenTensors golden = GoldenTensors.of("vit_slim");
    Tensor input = golden.tensor(backend(), "input");
    try (Module vit = OnnxModels.load(GoldenTensors.FOLDER.resolve("vit_slim.onnx"), backend())) {
      assertThat(LayerChoice.auto().points(ExplainedCall.of(vit, Tensors.of(input))))
          .containsExactly(LayerPoint.output("encoder.layers.encoder_layer_2.ln_1"));
    }
  }

  /** Probabilities sum to 1 whatever the tokens are. */
  @Test
  void ofATransformerThatEndsInASoftmaxAutoPicksTheSame() {
    Tensor input = GoldenTensors.of("vit_slim").tensor(backend(), "input");
    Module vit = OnnxModels.load(GoldenTensors.FOLDER.resolve("vit_slim.onnx"), backend());
    Module withSoftmax = dying(new Sequential(vit, new Softmax(1)));

    assertThat(LayerChoice.auto().points(ExplainedCall.of(withSoftmax, Tensors.of(input))))
        .containsExactly(LayerPoint.output("0.encoder.layers.encoder_layer_2.ln_1"));
  }

  /** The ReLU of a block is called twice; its last call makes the block's output. */
  @Test
  void theLastCallOfAReusedModuleCounts() {
    Explanation block = explain(new Case(GoldenModels.RESNET_ONNX, "layer3")).get(0);
    Explanation relu = explain(new Case(GoldenModels.RESNET_ONNX, "layer3.0.relu")).get(0);

    assertThat(relu.raw().values()).containsExactly(block.raw().values(), within(1e-6f));
  }
}
