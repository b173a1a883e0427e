package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.EigenSmooth;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.target.Target;
import dev.pendant.nn.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The maps of {@code cam-toy.json} under the preset of the library that made them. */
abstract class ToyMapCases extends OnBackend {

  private static final float TOLERANCE = 2e-5f;
  private static final Target TARGET = Target.classIndices(2, 0);

  /** A configuration of the file, the method, and the layers. */
  private record Case(String name, String id, String... layers) {}

  private static final List<Case> PYTORCH_GRAD_CAM =
      List.of(
          new Case("GradCAM", "grad-cam", "relu1"),
          new Case("HiResCAM", "hires-cam", "relu1"),
          new Case("GradCAMElementWise", "grad-cam-elementwise", "relu1"),
          new Case("GradCAMPlusPlus", "grad-cam++", "relu1"),
          new Case("XGradCAM", "xgrad-cam", "relu1"),
          new Case("LayerCAM", "layer-cam", "relu1"),
          new Case("SegEigenCAM", "seg-eigen-cam", "relu1"),
          new Case("KPCA_CAM", "kpca-cam", "relu1"),
          new Case("FEM", "fem", "relu1"),
          new Case("ShapleyCAM", "shapley-cam", "relu1"),
          new Case("AblationCAM", "ablation-cam", "relu1"),
          new Case("ScoreCAM", "score-cam", "relu1"),
          new Case("FullGrad", "full-grad", "relu1"),
          new Case("GradCAM_two_layers_relu1_relu2", "grad-cam", "relu1", "relu2"),
          new Case("RefineCAM_relu1_relu2_gradcampp", "refine-cam", "relu1", "relu2"));

  private static final List<Case> TORCH_CAM =
      List.of(
          new Case("GradCAM", "grad-cam", "relu1"),
          new Case("GradCAMpp", "grad-cam++", "relu1"),
          new Case("XGradCAM", "xgrad-cam", "relu1"),
          new Case("LayerCAM", "layer-cam", "relu1"),
          new Case("ScoreCAM", "score-cam", "relu1"),
          new Case("ISCAM", "is-cam", "relu1"),
          new Case("CAM_relu2_fc", "cam", "relu2"),
          new Case("FinerCAM_gamma0.6_auto", "finer-cam", "relu1"),
          new Case("RefineCAM_default_gradcampp", "refine-cam", "relu1", "relu2"));

  private Explainer explainer(CamMethod method, String... layers) {
    Module model = dying(ToyGolden.model(backend()));
    return Explainer.of(model).method(method).layers(layers);
  }

  private List<Explanation> explain(CamMethod method, String... layers) {
    return explainer(method, layers).explain(ToyGolden.input(backend()), TARGET);
  }

  @Test
  void logitsAndActivationsAreThoseOfPyTorch() {
    Explanation first = explain(new GradCam(), "relu1").get(0);
    float[] golden = ToyGolden.floats("logits");
    for (int i = 0; i < golden.length; i++) {
      assertThat((float) first.scores().logit(i / 3, i % 3)).isCloseTo(golden[i], within(1e-6f));
    }
  }

  @TestFactory
  Stream<DynamicTest> pytorchGradCam() {
    return each(PYTORCH_GRAD_CAM, Preset.PYTORCH_GRAD_CAM, "pytorch_grad_cam", "final");
  }

  @TestFactory
  Stream<DynamicTest> torchCam() {
    return each(TORCH_CAM, Preset.TORCH_CAM, "torchcam", "normalized");
  }

  private Stream<DynamicTest> each(List<Case> cases, Preset preset, String library, String what) {
    return cases.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.name(),
                    () ->
                        assertFinished(
                            explain(preset.method(c.id()), c.layers()),
                            preset,
                            ToyGolden.floats(library, c.name(), what))));
  }

  @Test
  void torchCamFusesLayerCam() {
    assertFinished(
        explain(Preset.TORCH_CAM.method("layer-cam"), "relu1", "relu2"),
        Preset.TORCH_CAM,
        ToyGolden.floats("torchcam", "LayerCAM_fused_relu1_relu2", "fused"));
  }

  @Test
  void pytorchGradCamsFinerCamOfTheTopClasses() {
    assertFinished(
        explainer(Preset.PYTORCH_GRAD_CAM.method("finer-cam"), "relu1")
            .explain(ToyGolden.input(backend())),
        Preset.PYTORCH_GRAD_CAM,
        ToyGolden.floats("pytorch_grad_cam", "FinerCAM_alpha1_cats12", "final"));
  }

  @Test
  void pytorchGradCamsTestTimeAugmentation() {
    assertThat(
            joined(
                explainer(new GradCam(), "relu1")
                    .smoothed(
                        ToyGolden.input(backend()),
                        TARGET,
                        Preset.PYTORCH_GRAD_CAM,
                        ToyGolden.HEIGHT,
                        ToyGolden.WIDTH)))
        .containsExactly(
            ToyGolden.floats("pytorch_grad_cam", "GradCAM_aug_smooth", "final"), within(TOLERANCE));
  }

  @Test
  void captumLeavesGradCamAsItIs() {
    assertFinished(
        explain(Preset.CAPTUM.method("grad-cam"), "relu1"),
        Preset.CAPTUM,
        ToyGolden.floats("captum", "LayerGradCam"));
  }

  /** A component's sign is the linear algebra library's choice, so either is right. */
  @TestFactory
  Stream<DynamicTest> eigenMethodsUpToTheirSign() {
    CamMethod smooth = new EigenSmooth(new GradCam());
    return Stream.of(
            new Case("EigenCAM", "eigen-cam"),
            new Case("EigenGradCAM", "eigen-grad-cam"),
            new Case("GradCAM_eigen_smooth", "grad-cam"))
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.name(),
                    () ->
                        assertEitherSign(
                            explain(
                                c.name().endsWith("smooth")
                                    ? smooth
                                    : Preset.PYTORCH_GRAD_CAM.method(c.id()),
                                "relu1"),
                            ToyGolden.floats("pytorch_grad_cam", c.name(), "final"))));
  }

  @TestFactory
  Stream<DynamicTest> rawMapsBeforeTheRelu() {
    return Stream.of("HiResCAM", "GradCAMPlusPlus", "XGradCAM", "FEM", "AblationCAM", "ScoreCAM")
        .map(name -> PYTORCH_GRAD_CAM.stream().filter(c -> c.name().equals(name)).findFirst())
        .map(java.util.Optional::orElseThrow)
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.name(),
                    () ->
                        assertThat(
                                joined(
                                    explain(Preset.PYTORCH_GRAD_CAM.method(c.id()), c.layers())
                                        .stream()
                                        .map(Explanation::raw)
                                        .toList()))
                            .containsExactly(
                                ToyGolden.floats("pytorch_grad_cam", c.name(), "raw_before_relu"),
                                within(TOLERANCE))));
  }

  private static void assertEitherSign(List<Explanation> all, float[] golden) {
    int size = golden.length / all.size();
    for (Explanation why : all) {
      float[] expected =
          java.util.Arrays.copyOfRange(golden, why.sample() * size, (why.sample() + 1) * size);
      HeatMap negated = why.raw().map(value -> -value);
      float off = Math.min(off(finished(why.raw()), expected), off(finished(negated), expected));
      assertThat(off).isLessThan(TOLERANCE);
    }
  }

  private static HeatMap finished(HeatMap raw) {
    return Preset.PYTORCH_GRAD_CAM.apply(List.of(raw), ToyGolden.HEIGHT, ToyGolden.WIDTH);
  }

  private static float off(HeatMap map, float[] expected) {
    float off = 0;
    for (int i = 0; i < expected.length; i++) {
      off = Math.max(off, Math.abs(map.values()[i] - expected[i]));
    }
    return off;
  }

  private static void assertFinished(List<Explanation> all, Finish finish, float[] golden) {
    assertThat(
            joined(
                all.stream()
                    .map(why -> why.finished(finish, ToyGolden.HEIGHT, ToyGolden.WIDTH))
                    .toList()))
        .containsExactly(golden, within(TOLERANCE));
  }

  private static float[] joined(List<HeatMap> maps) {
    List<Float> all = new ArrayList<>();
    for (HeatMap map : maps) {
      for (float value : map.values()) {
        all.add(value);
      }
    }
    float[] values = new float[all.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = all.get(i);
    }
    return values;
  }
}
