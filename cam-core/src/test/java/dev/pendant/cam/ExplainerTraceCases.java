package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.cam.method.CamMethod;
import dev.pendant.cam.method.Evidence;
import dev.pendant.cam.method.Maps;
import dev.pendant.cam.target.Target;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What an explanation leaves behind: nothing. */
abstract class ExplainerTraceCases extends ExplainerBase {

  // --- leaving no trace -----------------------------------------------------------------------

  @Test
  void nothingNativeIsLeftAfterAnExplanation() {
    Explainer explainer = Explainer.of(model());
    Tensor picture = picture();
    long before = backend().liveArrays();

    explainer.explain(picture, Target.top(2));

    assertThat(backend().liveArrays()).isEqualTo(before);
  }

  @Test
  void nothingNativeIsLeftWhereAnythingFails() {
    Sequential model = model();
    Explainer explainer = Explainer.of(model).layer("conv");
    Tensor picture = picture();
    CamMethod failing =
        new CamMethod() {
          @Override
          public String id() {
            return "failing";
          }

          @Override
          public Maps map(Evidence evidence) {
            evidence.gradient();
            throw new IllegalStateException("mine");
          }
        };
    long before = backend().liveArrays();
    List<ThrowingCallable> failures = new ArrayList<>();
    failures.add(() -> explainer.explain(picture, Target.classIndex(7)));
    failures.add(() -> explainer.method(failing).explain(picture));
    failures.add(() -> explainer.layer("flatten").explain(picture));
    failures.add(() -> explainer.layer("nowhere").explain(picture));
    for (ThrowingCallable failure : failures) {
      assertThatThrownBy(failure).isInstanceOf(RuntimeException.class);
      assertThat(backend().liveArrays()).isEqualTo(before);
      assertThat(GradMode.isEnabled()).isTrue();
    }
  }

  @Test
  void nothingNativeIsLeftWhereAUsersHookFails() {
    Sequential model = model();
    Tensor picture = picture();
    long before = backend().liveArrays();
    try (HookHandle forward =
        model
            .find("fc")
            .registerForwardHook(
                (m, in, out) -> {
                  throw new IllegalStateException("mine");
                })) {
      assertThatThrownBy(() -> Explainer.of(model).explain(picture)).hasMessage("mine");
      assertThatThrownBy(() -> Explainer.of(model).layer("relu").explain(picture))
          .hasMessage("mine");
    }
    try (HookHandle backward =
        model
            .find("fc")
            .registerBackwardHook(
                (m, in, out) -> {
                  throw new IllegalStateException("mine too");
                })) {
      assertThatThrownBy(() -> Explainer.of(model).explain(picture)).hasMessage("mine too");
    }
    assertThat(backend().liveArrays()).isEqualTo(before);
    assertThat(Explainer.of(model).layer("relu").explain(picture).get(0).raw().values())
        .containsExactly(TOP_CLASS_AT_RELU);
  }

  @Test
  void parametersThatRequireGradientsKeepTheirOwn() {
    Sequential model = model();
    model.namedParameters().values().forEach(Tensor::requireGrad);

    Explanation why = Explainer.of(model).layer("relu").explain(picture()).get(0);

    assertThat(why.raw().values()).containsExactly(TOP_CLASS_AT_RELU);
    assertThat(model.namedParameters().values()).allMatch(weight -> weight.grad() == null);
  }

  @Test
  void theCallerMayHaveSwitchedGradModeOff() {
    try (GradMode.Guard off = Autograd.noGrad()) {
      assertThat(Explainer.of(model()).layer("relu").explain(picture()).get(0).raw().values())
          .containsExactly(TOP_CLASS_AT_RELU);
      assertThat(GradMode.isEnabled()).isFalse();
    }
  }

  @Test
  void theAnswerSaysWhereItCameFrom() {
    Explanation why = Explainer.of(model()).explain(picture()).get(0);
    Provenance from = why.provenance();

    assertThat(why.target()).isEqualTo("class " + why.classIndex());
    assertThat(from.method()).isEqualTo("grad-cam");
    assertThat(from.layers()).containsExactly(new LayerSeen(LayerPoint.parse(from.layer()), 0, 0));
    assertThat(from.backend()).isEqualTo(backendId());
    assertThat(from.version()).isEqualTo(backend().version());
    assertThat(from.device()).isEqualTo(backend().device());
    assertThat(from.forward()).isPositive();
    assertThat(from.explain()).isPositive();
  }

  @Test
  void oneModelIsExplainedByManyThreadsAtOnce() throws Exception {
    Sequential model = model();
    Explainer explainer = Explainer.of(model).layer("relu");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> maps = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        float scale = 1 + i;
        maps.add(threads.submit(() -> scaledMap(explainer, scale)));
      }
      for (int i = 0; i < maps.size(); i++) {
        float scale = 1 + i;
        float[] expected = {0.125f * scale, 0.5f * scale, 0.375f * scale, scale};
        assertThat(maps.get(i).get()).containsExactly(expected, within(1e-4f));
      }
    } finally {
      threads.shutdown();
    }
  }

  private float[] scaledMap(Explainer explainer, float scale) {
    float[] picture = new float[4];
    for (int i = 0; i < 4; i++) {
      picture[i] = Nets.PICTURE[i] * scale;
    }
    try (Tensor input = tensor(picture, 1, 1, 2, 2)) {
      return explainer.explain(input).get(0).raw().values();
    }
  }
}
