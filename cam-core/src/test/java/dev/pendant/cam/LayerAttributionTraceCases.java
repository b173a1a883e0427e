package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.attribution.Attribution;
import dev.pendant.cam.attribution.AttributionMethod;
import dev.pendant.cam.attribution.DeepLift;
import dev.pendant.cam.attribution.DeepLiftShap;
import dev.pendant.cam.attribution.GradientShap;
import dev.pendant.cam.attribution.LayerActivation;
import dev.pendant.cam.attribution.LayerDeepLift;
import dev.pendant.cam.attribution.LayerDeepLiftShap;
import dev.pendant.cam.attribution.LayerFeatureAblation;
import dev.pendant.cam.attribution.LayerFeaturePermutation;
import dev.pendant.cam.attribution.LayerGradientShap;
import dev.pendant.cam.attribution.LayerIntegratedGradients;
import dev.pendant.cam.attribution.LayerLrp;
import dev.pendant.cam.attribution.Lrp;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.GradCam;
import dev.pendant.cam.target.Target;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Attributions of the input and of layers leave the model, its tape and the caller as they were.
 */
abstract class LayerAttributionTraceCases extends OnBackend {

  private static final Target TARGET = Target.classIndices(2, 0);

  private Stream<DynamicTest> each(BiConsumer<AttributionMethod, Module> check) {
    List<String> ids =
        List.of(
            "layer-activation",
            "layer-integrated-gradients",
            "layer-feature-ablation",
            "layer-feature-permutation",
            "deep-lift",
            "layer-deep-lift",
            "deep-lift-shap",
            "layer-deep-lift-shap",
            "gradient-shap",
            "layer-gradient-shap",
            "lrp",
            "layer-lrp");
    return ids.stream()
        .map(
            id ->
                DynamicTest.dynamicTest(
                    id, () -> check.accept(method(id), dying(ToyGolden.model(backend())))));
  }

  private AttributionMethod method(String id) {
    Tensor baselines = tensor(ToyGolden.sine(252, 0.4, 0.61, 0.7), 3, 2, 6, 7);
    AttributionMethod method =
        switch (id) {
          case "layer-activation" -> new LayerActivation();
          case "layer-integrated-gradients" -> new LayerIntegratedGradients();
          case "layer-feature-ablation" -> new LayerFeatureAblation();
          case "layer-feature-permutation" -> new LayerFeaturePermutation();
          case "deep-lift" -> new DeepLift();
          case "layer-deep-lift" -> new LayerDeepLift();
          case "deep-lift-shap" -> new DeepLiftShap(baselines);
          case "layer-deep-lift-shap" -> new LayerDeepLiftShap(baselines);
          case "gradient-shap" -> new GradientShap(baselines);
          case "layer-gradient-shap" -> new LayerGradientShap(baselines);
          case "lrp" -> new Lrp();
          default -> new LayerLrp();
        };
    assertThat(method.id()).isEqualTo(id);
    assertThat(method.needsLayer()).isEqualTo(id.startsWith("layer-"));
    return method;
  }

  private double[] found(AttributionMethod method, Module model, Tensor input) {
    return Explainer.of(model).layer("relu1").attribute(method, input, TARGET).values().sample(1);
  }

  @TestFactory
  Stream<DynamicTest> gradModeAndParametersThatRequireGradientsDoNotMatter() {
    return each(
        (method, model) -> {
          Tensor input = ToyGolden.input(backend());
          double[] plain = found(method, model, input);
          model.namedParameters().values().forEach(Tensor::requireGrad);

          assertThat(found(method, model, input)).containsExactly(plain, within(1e-6));
          try (GradMode.Guard off = Autograd.noGrad()) {
            assertThat(found(method, model, input)).containsExactly(plain, within(1e-6));
            assertThat(GradMode.isEnabled()).isFalse();
          }
          assertThat(model.namedParameters().values())
              .allSatisfy(parameter -> assertThat(parameter.grad()).isNull());
          assertThat(model.hooks()).isEmpty();
        });
  }

  /** From the n-th call on, see {@link TracelessCases}. */
  @TestFactory
  Stream<DynamicTest> anExceptionAtAnyCallLeavesNothingBehind() {
    return each(
        (method, model) -> {
          Tensor input = ToyGolden.input(backend());
          double[] plain = found(method, model, input);
          long live = backend().liveArrays();
          for (int failing = 1; failing <= 3; failing++) {
            AtomicInteger left = new AtomicInteger(failing);
            try (HookHandle hook =
                model
                    .find("fc")
                    .registerForwardHook(
                        (m, in, out) -> {
                          if (left.decrementAndGet() <= 0) {
                            throw new IllegalStateException("mine");
                          }
                          return null;
                        })) {
              Throwable thrown = catchThrowable(() -> found(method, model, input));
              assertThat(thrown == null).as("call %d", failing).isEqualTo(left.get() > 0);
              assertThat(model.hooks()).hasSize(1);
            }
            assertThat(GradMode.isEnabled()).isTrue();
            assertThat(backend().liveArrays()).as("call %d", failing).isEqualTo(live);
          }
          assertThat(found(method, model, input)).containsExactly(plain);
        });
  }

  @TestFactory
  Stream<DynamicTest> anExceptionOnTheWayBackLeavesNothingBehind() {
    return each(
        (method, model) -> {
          Tensor input = ToyGolden.input(backend());
          AtomicInteger left = new AtomicInteger();
          try (HookHandle hook =
              model
                  .find("conv2")
                  .registerBackwardHook(
                      (m, in, out) -> {
                        if (left.decrementAndGet() == 0) {
                          throw new IllegalStateException("mine");
                        }
                        return null;
                      })) {
            double[] plain = found(method, model, input);
            long live = backend().liveArrays();
            left.set(1);
            Throwable thrown = catchThrowable(() -> found(method, model, input));
            assertThat(thrown == null).isEqualTo(left.get() > 0);
            assertThat(model.hooks()).hasSize(1);
            assertThat(backend().liveArrays()).isEqualTo(live);
            left.set(0);
            assertThat(found(method, model, input)).containsExactly(plain);
          }
        });
  }

  /** Gradients of the same run, before and after relevance went over its tape. */
  private static final class GradientAround implements CamMethod {

    @Override
    public String id() {
      return "gradient-around";
    }

    @Override
    public dev.pendant.cam.method.Maps map(Evidence evidence) {
      Evidence same = evidence.withObjective(evidence.objective());
      Throwable refused =
          catchThrowable(
              () ->
                  new LayerLrp()
                      .attribute(
                          evidence.withObjective(
                              dev.pendant.cam.target.Objective.of(
                                  evidence.objective().classes(), evidence.objective()::values))));
      assertThat(refused).isInstanceOf(dev.pendant.cam.target.TargetException.class);
      new LayerLrp().attribute(evidence);
      return new GradCam().map(same);
    }
  }

  @Test
  void theTapeOfARunServesOthersAfterRelevanceWentOverIt() {
    Module model = dying(ToyGolden.model(backend()));
    Tensor input = ToyGolden.input(backend());
    Explainer both = Explainer.of(model).layers("relu1", "relu2"); // relu2 is on relu1's tail
    List<HeatMap> plain =
        both.method(new GradCam()).explain(input, TARGET).get(1).unfinished().layers();
    List<HeatMap> after =
        both.method(new GradientAround()).explain(input, TARGET).get(1).unfinished().layers();

    for (int layer = 0; layer < 2; layer++) {
      assertThat(after.get(layer).values()).containsExactly(plain.get(layer).values());
    }
  }

  @Test
  void aLayerOnAnothersTailGetsTheSameRelevance() {
    Module model = dying(ToyGolden.model(backend()));
    Tensor input = ToyGolden.input(backend());
    List<HeatMap> both =
        Explainer.of(model)
            .layers("relu1", "conv2")
            .method(new LayerLrp())
            .explain(input, TARGET)
            .get(0)
            .unfinished()
            .layers();
    Attribution alone = Explainer.of(model).layer("conv2").attribute(new LayerLrp(), input, TARGET);

    double[] expected = alone.summed().of(0);
    for (int p = 0; p < expected.length; p++) {
      assertThat(both.get(1).values()[p]).isCloseTo((float) expected[p], within(1e-6f));
    }
  }
}
