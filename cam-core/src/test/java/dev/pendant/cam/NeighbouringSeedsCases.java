package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.cam.attribution.GradientShap;
import dev.pendant.cam.attribution.LayerFeaturePermutation;
import dev.pendant.cam.attribution.LayerGroup;
import dev.pendant.cam.attribution.NoisyGradients;
import dev.pendant.cam.attribution.SmoothGrad;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.MaskForm;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.method.SmoothGradCamPlusPlus;
import dev.pendant.cam.method.SsCam;
import dev.pendant.cam.target.Target;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.AdaptiveAvgPool2d;
import dev.pendant.nn.Flatten;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Two seeds are two independent runs, and one seed is one run. */
abstract class NeighbouringSeedsCases extends OnBackend {

  private static final Target TARGET = Target.classIndices(2, 0);

  private Map<String, LongFunction<CamMethod>> methods() {
    Tensor baselines = tensor(ToyGolden.sine(252, 0.4, 0.61, 0.7), 3, 2, 6, 7);
    return Map.of(
        "smooth-grad", seed -> new SmoothGrad(new NoisyGradients(6, 0.15, true, seed)),
        "gradient-shap", seed -> new GradientShap(baselines, 6, 0.1, seed),
        "smooth-grad-cam++",
            seed -> new SmoothGradCamPlusPlus(SmoothGradCamPlusPlus.Form.PAPER, 6, 0.15, seed),
        "ss-cam", seed -> new SsCam(MaskForm.PAPER, 6, 2, seed));
  }

  @TestFactory
  Stream<DynamicTest> neighbouringSeedsShareNoDraw() {
    return methods().entrySet().stream()
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method.getKey(),
                    () -> {
                      List<String> first = seen(method.getValue().apply(0));

                      assertThat(first).hasSizeGreaterThanOrEqualTo(6).doesNotHaveDuplicates();
                      assertThat(seen(method.getValue().apply(0))).isEqualTo(first);
                      assertThat(seen(method.getValue().apply(1)))
                          .doesNotContainAnyElementsOf(first);
                    }));
  }

  /** All changed inputs that the model is run on. */
  private List<String> seen(CamMethod method) {
    Module model = dying(ToyGolden.model(backend()));
    Tensor input = ToyGolden.input(backend());
    String unchanged = Arrays.toString(input.toFloatArray());
    List<String> seen = new ArrayList<>();
    try (HookHandle hook =
        model.registerForwardHook(
            (m, in, out) -> {
              seen.add(Arrays.toString(in.single().toFloatArray()));
              return null;
            })) {
      Explainer.of(model)
          .method(method)
          .layer("relu1")
          .memory(new MemoryBudget(1))
          .explain(input, TARGET);
    }
    seen.removeIf(unchanged::equals);
    return seen;
  }

  /** Each of eight channels shows the same and counts the same: only permutations differ. */
  @Test
  void neighbouringSeedsDrawOtherPermutations() {
    float[] ones = {1, 1, 1, 1, 1, 1, 1, 1};
    Module model =
        dying(
            new Sequential(
                Nets.conv(backend(), ones),
                new AdaptiveAvgPool2d(1, 1),
                new Flatten(),
                Nets.linear(backend(), ones, new float[1])));
    Tensor batch = tensor(ToyGolden.sine(6 * 4, 1, 0.7, 0.2), 6, 1, 2, 2);
    double[] first = losses(model, batch, 0);

    assertThat(losses(model, batch, 0)).containsExactly(first);
    assertThat(Arrays.copyOfRange(losses(model, batch, 1), 0, 7))
        .isNotEqualTo(Arrays.copyOfRange(first, 1, 8));
  }

  private static double[] losses(Module model, Tensor batch, long seed) {
    double[] all =
        Explainer.of(model)
            .layer("0")
            .attribute(
                new LayerFeaturePermutation(LayerGroup.CHANNEL, seed), batch, Target.classIndex(0))
            .values()
            .sample(0);
    double[] each = new double[8];
    for (int k = 0; k < each.length; k++) {
      each[k] = all[4 * k];
    }
    return each;
  }
}
