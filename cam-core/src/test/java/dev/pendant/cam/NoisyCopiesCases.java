package dev.pendant.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.cam.attribution.NoisyGradients;
import dev.pendant.cam.method.MaskForm;
import dev.pendant.cam.method.MemoryBudget;
import dev.pendant.cam.method.SmoothGradCamPlusPlus;
import dev.pendant.cam.method.SsCam;
import dev.pendant.cam.target.Target;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Methods that average over noisy copies keep one run's worth of them, and need at least one. */
abstract class NoisyCopiesCases extends OnBackend {

  private static final SmoothGradCamPlusPlus.Form PAPER = SmoothGradCamPlusPlus.Form.PAPER;

  @Test
  void noCopyOutlivesItsRun() {
    Module model = dying(ToyGolden.model(backend()));
    Tensor input = ToyGolden.input(backend());
    List<Long> live = new ArrayList<>();
    try (HookHandle hook =
        model.registerForwardHook(
            (m, in, out) -> {
              live.add(backend().liveArrays());
              return null;
            })) {
      Explainer.of(model)
          .method(new SmoothGradCamPlusPlus(PAPER, 10, 0.15, 0))
          .layer("relu1")
          .memory(new MemoryBudget(1))
          .explain(input, Target.classIndices(2, 0));
    }

    // The run itself, the trial and ten copies.
    assertThat(live).hasSize(1 + 1 + 10);
    assertThat(live.subList(2, live.size())).containsOnly(live.get(2));
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    Stream.<ThrowingCallable>of(
            () -> new SmoothGradCamPlusPlus(PAPER, 0, 0.15, 0),
            () -> new SsCam(MaskForm.PAPER, 0, 2, 0),
            () -> new NoisyGradients(0, 2, true, 0))
        .forEach(
            made ->
                assertThatThrownBy(made)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected at least 1 copy")
                    .hasMessageContaining("got 0 and"));
    Stream.<ThrowingCallable>of(
            () -> new SmoothGradCamPlusPlus(PAPER, 5, -1, 0),
            () -> new SsCam(MaskForm.PAPER, 5, Double.NaN, 0))
        .forEach(made -> assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class));
  }
}
