package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.models.onnx.OnnxModels;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every map of the golden folder, as pytorch-grad-cam made it. */
abstract class GoldenPresetCases extends OnBackend {

  private static final float TOLERANCE = 1e-3f;

  private record Case(String model, String layer) {}

  private static final List<Case> CASES =
      List.of(
          new Case("alexnet_slim", "features.10"),
          new Case("resnet_slim", "layer4"),
          new Case("resnet_slim", "layer3"),
          new Case("densenet_slim", "features.norm5"),
          new Case("vit_slim", "encoder.layers.encoder_layer_2.ln_1"));

  private static final Map<String, String> IDS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("GradCAM", "grad-cam"),
              Map.entry("HiResCAM", "hires-cam"),
              Map.entry("GradCAMElementWise", "grad-cam-elementwise"),
              Map.entry("GradCAMPlusPlus", "grad-cam++"),
              Map.entry("XGradCAM", "xgrad-cam"),
              Map.entry("LayerCAM", "layer-cam"),
              Map.entry("EigenCAM", "eigen-cam"),
              Map.entry("EigenGradCAM", "eigen-grad-cam"),
              Map.entry("AblationCAM", "ablation-cam"),
              Map.entry("ScoreCAM", "score-cam"),
              Map.entry("FEM", "fem"),
              Map.entry("KPCA_CAM", "kpca-cam"),
              Map.entry("FinerCAM", "finer-cam"),
              Map.entry("FullGrad", "full-grad")));

  @TestFactory
  Stream<DynamicTest> everyMap() {
    return CASES.stream()
        .flatMap(
            c ->
                IDS.keySet().stream()
                    .filter(name -> GoldenTensors.of(c.model()).has(key(name, c)))
                    .map(
                        name ->
                            DynamicTest.dynamicTest(
                                c.model() + " " + c.layer() + " " + name, () -> check(c, name))));
  }

  private static String key(String name, Case c) {
    return "cam/" + name + "/" + c.layer();
  }

  private void check(Case c, String name) {
    GoldenTensors golden = GoldenTensors.of(c.model());
    Module model = model(c);
    List<Explanation> all =
        Explainer.of(model)
            .method(Preset.PYTORCH_GRAD_CAM.method(Objects.requireNonNull(IDS.get(name))))
            .layer(c.layer())
            .explain(golden.tensor(backend(), "input"));
    for (Explanation why : all) {
      float[] expected = golden.floats(key(name, c), why.sample());
      int size = (int) Math.sqrt(expected.length);
      float off = off(why, expected, size, 1);
      if (name.startsWith("Eigen")) { // a component's sign is the linear algebra library's choice
        off = Math.min(off, off(why, expected, size, -1));
      }
      assertThat(off).as("sample %d", why.sample()).isLessThan(TOLERANCE);
    }
  }

  private Module model(Case c) {
    Module model =
        dying(OnnxModels.load(GoldenTensors.FOLDER.resolve(c.model() + ".onnx"), backend()));
    if (c.model().equals("densenet_slim")) {
      // There a ReLU works in place on what the layer returned, so that pytorch-grad-cam saw the
      // activation after it with the gradient before it (defect D6 of the reference).
      model
          .find(c.layer())
          .registerForwardHook((layer, in, out) -> Tensors.of(out.single().relu()));
    }
    return model;
  }

  private static float off(Explanation why, float[] expected, int size, int sign) {
    HeatMap raw = why.raw().map(value -> sign * value);
    float[] actual = Preset.PYTORCH_GRAD_CAM.apply(List.of(raw), size, size).values();
    assertThat(actual).hasSameSizeAs(expected);
    float off = 0;
    for (int i = 0; i < actual.length; i++) {
      off = Math.max(off, Math.abs(actual[i] - expected[i]));
    }
    return off;
  }
}
