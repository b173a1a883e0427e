package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.autograd.Autograd;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import dev.pendant.tools.ActivationRecorder;
import dev.pendant.tools.GradientClipper;
import dev.pendant.tools.GradientRecorder;
import dev.pendant.tools.NonFiniteException;
import dev.pendant.tools.NonFiniteGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The tools of {@code dev.pendant.tools} that look at values, with numbers computed by hand. */
public abstract class ToolsTck extends HookTckBase {

  /** Minus infinity at 0, NaN below. */
  private static final class Log extends Layer {
    @Override
    protected Tensor forward(Tensor x) {
      return x.log();
    }
  }

  /** {@code 2 x, then 3 x}. */
  private static Module sixfold() {
    return new Sequential(new HookModules.Scale(2), new HookModules.Scale(3));
  }

  private static Module logOfDouble() {
    return new Sequential(new HookModules.Scale(2), new Log(), new HookModules.Scale(-1));
  }

  // --- ActivationRecorder ---------------------------------------------------------------------

  @Test
  void activationsAreHeldByPath() {
    Module model = sixfold();
    try (var recorder = ActivationRecorder.copying(model, "**")) {
      model.call(vector(1, 5));
      assertThat(recorder.paths()).containsExactly("0", "1", "");
      assertThat(recorder.get("0")).containsExactly(2, 10);
      assertThat(recorder.get("1")).containsExactly(6, 30);
      assertThat(recorder.get("")).containsExactly(6, 30);
    }
    assertThat(model.hooks()).isEmpty();
  }

  @Test
  void eachCallOfAModuleIsHeldAndReplacedByTheNextPass() {
    Module shared = new HookModules.Scale(2);
    Module model = new Sequential(shared, shared);
    try (var recorder = ActivationRecorder.copying(model, "*")) {
      model.call(vector(1));
      model.call(vector(10));
      assertThat(recorder.calls("0")).isEqualTo(2);
      assertThat(recorder.get("0", 0)).containsExactly(20);
      assertThat(recorder.get("0", 1)).containsExactly(40);
      assertThatThrownBy(() -> recorder.get("0")).hasMessageContaining("calls [0, 1]; say which");
      assertThatThrownBy(() -> recorder.get("1"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("nothing was recorded of call 0 of '1'; there is 0 [0, 1]");
    }
  }

  @Test
  void keptActivationsOutliveTheirScopeAndDieWithTheRecorder() {
    Module model = sixfold();
    Tensor kept;
    try (var recorder = ActivationRecorder.keeping(model, "0")) {
      for (int pass = 1; pass <= 50; pass++) {
        try (Scope scope = Scope.open()) {
          model.call(vector(pass).requireGrad());
        }
      }
      kept = recorder.get("0");
      assertThat(kept.toFloatArray()).containsExactly(100);
      assertThat(kept.requiresGrad()).isFalse();
    }
    assertThat(kept.isClosed()).isTrue();
  }

  @Test
  void aModuleWithSeveralOutputsIsHeldSlotBySlot() {
    Module two = new HookModules.Two();
    try (var recorder = ActivationRecorder.copying(two, "")) {
      two.call(Tensors.of(vector(5)));
      assertThat(recorder.all("", 0)).containsExactly(new float[] {10}, new float[] {15});
      assertThatThrownBy(() -> recorder.get("")).hasMessageContaining("2 slots");
      recorder.clear();
      assertThat(recorder.paths()).isEmpty();
    }
  }

  @Test
  void aRecorderSeesItsOwnThreadAlone() {
    Module model = sixfold();
    try (var recorder = ActivationRecorder.copying(model, "1")) {
      model.call(vector(1));
      CompletableFuture.runAsync(
              () -> {
                try (Scope scope = Scope.open();
                    var theirs = ActivationRecorder.copying(model, "1")) {
                  model.call(vector(100));
                  assertThat(theirs.get("1")).containsExactly(600);
                }
              })
          .join();
      assertThat(recorder.get("1")).containsExactly(6);
    }
  }

  // --- GradientRecorder -----------------------------------------------------------------------

  @Test
  void gradientsOfOutputsAndParametersAreHeld() {
    Tensor x = leafVector(1, 5);
    HookModules.Lin lin = new HookModules.Lin(leafVector(2, 2));
    Module model = new Sequential(lin, new HookModules.Scale(3));
    try (var recorder = GradientRecorder.copying(model, "**").withParameters()) {
      Autograd.backward(model.call(x).sum());
      assertThat(recorder.get("")).containsExactly(1, 1);
      assertThat(recorder.get("1")).containsExactly(1, 1);
      assertThat(recorder.get("0")).containsExactly(3, 3);
      assertThat(recorder.get("0.w")).containsExactly(3, 15);
    }
    assertThat(model.hooks()).isEmpty();
    model.close();
  }

  @Test
  void aGradientHasTheNumberOfTheCallItBelongsTo() {
    Module shared = new HookModules.Scale(2);
    Module model = new Sequential(shared, shared);
    try (var recorder = GradientRecorder.keeping(model, "*")) {
      Autograd.backward(model.call(leaf(7)));
      assertThat(recorder.get("0", 0).item()).as("passes the second call").isEqualTo(2);
      assertThat(recorder.get("0", 1).item()).isEqualTo(1);
    }
  }

  @Test
  void aSlotWithoutAGradientIsEmpty() {
    Module two = new HookModules.Two();
    try (var recorder = GradientRecorder.copying(two, "")) {
      Autograd.backward(two.call(Tensors.of(leaf(1))).get(1));
      assertThat(recorder.all("", 0)).hasSize(2);
      assertThat(recorder.all("", 0).get(0)).isNull();
      assertThat(recorder.all("", 0).get(1)).containsExactly(1);
    }
  }

  /** The hook of a call made before outlives its handle (H-159); what it sees must not leak. */
  @Test
  void aPassAfterCloseIsNotHeld() {
    Module model = sixfold();
    var recorder = GradientRecorder.keeping(model, "*");
    Tensor y = model.call(leaf(1));
    recorder.close();
    Autograd.backward(y);
    assertThat(recorder.paths()).isEmpty();
  }

  // --- NonFiniteGuard -------------------------------------------------------------------------

  @Test
  void theFirstModuleWhoseOutputIsInfiniteIsNamed() {
    Module model = logOfDouble();
    try (NonFiniteGuard guard = NonFiniteGuard.throwing(model)) {
      assertThat(model.call(vector(0.5f)).item()).isZero();
      assertThatThrownBy(() -> model.call(vector(1, 0, -1)))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining("the output of 1 holds 1 NaN and 1 infinite values (float32[3])");
      assertThat(guard.first()).isPresent();
    }
    assertThat(model.hooks()).isEmpty();
    assertThat(model.call(vector(0)).item()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void aWatchingGuardLetsThePassGoOn() {
    Module model = logOfDouble();
    try (NonFiniteGuard guard = NonFiniteGuard.watching(model)) {
      model.call(vector(Float.NaN));
      assertThat(guard.first().orElseThrow())
          .isEqualTo(new NonFiniteGuard.Finding("", "input", "float32[1]", 1, 0));
      guard.reset();
      assertThat(guard.first()).isEmpty();
      assertThat(model.call(vector(0)).item()).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(guard.first().orElseThrow().path()).isEqualTo("1");
    }
  }

  /** The gradient of the square root is infinite at 0, where its value is finite. */
  @Test
  void theFirstModuleWhoseGradientIsInfiniteIsNamed() {
    Module root =
        new Layer() {
          @Override
          protected Tensor forward(Tensor x) {
            return x.sqrt();
          }
        };
    Module model = new Sequential(new HookModules.Scale(2), root, new HookModules.Scale(3));
    try (NonFiniteGuard guard = NonFiniteGuard.watching(model)) {
      Autograd.backward(model.call(leafVector(0, 2)).sum());
      assertThat(guard.first().orElseThrow())
          .isEqualTo(new NonFiniteGuard.Finding("1", "gradient of the input", "float32[2]", 0, 1));
    }
  }

  @Test
  void aParameterGradientIsWatchedToo() {
    HookModules.Lin lin = new HookModules.Lin(leaf(0));
    Module model = new Sequential(lin, new Log());
    try (NonFiniteGuard guard = NonFiniteGuard.throwing(lin)) {
      // d log(2 w) / dw = 1 / w; seen first at the output of lin.
      assertThatThrownBy(() -> Autograd.backward(model.call(constant(2))))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining("gradient of the output of (model)");
      lin.removeHooks();
      assertThatThrownBy(() -> Autograd.backward(model.call(constant(2))))
          .hasMessageContaining("the gradient of w holds");
      assertThat(guard.first().orElseThrow().path()).isEmpty();
    }
    model.close();
  }

  @Test
  void finiteValuesWhoseSumOverflowsAreFine() {
    Module model = sixfold();
    try (NonFiniteGuard guard = NonFiniteGuard.throwing(model)) {
      model.call(vector(3e37f, 3e37f, 3e37f, 3e37f));
      assertThat(guard.first()).isEmpty();
    }
  }

  // --- GradientClipper ------------------------------------------------------------------------

  @Test
  void valuesAreClampedBeforeTheyAreAdded() {
    Tensor w = leafVector(1, 1, 1);
    Tensor x = vector(-7, 0.5f, 9);
    try (GradientClipper clipper = GradientClipper.byValue(2, List.of(w, constant(1)))) {
      Autograd.backward(w.mul(x).sum());
      assertThat(gradOrNull(w)).isEqualTo(List.of(-2.0, 0.5, 2.0));
    }
    w.clearGrad();
    Autograd.backward(w.mul(x).sum());
    assertThat(gradOrNull(w)).isEqualTo(List.of(-7.0, 0.5, 9.0));
  }

  @Test
  void theTotalNormOfAllGradientsIsLimited() {
    Tensor a = leafVector(1, 1);
    Tensor b = leaf(1);
    Tensor unused = leaf(1);
    try (GradientClipper clipper = GradientClipper.byTotalNorm(6.5, List.of(a, b, unused))) {
      // Gradients (3, 4) and 12: norm 13.
      Autograd.backward(a.mul(vector(3, 4)).sum().add(b.mul(12)));
      assertThat(values(a)).containsExactly(new double[] {1.5, 2}, within(1e-6));
      assertThat(grad(b)).isCloseTo(6, within(1e-6));
      assertThat(unused.grad()).isNull();
      // Adds up to (1.5, 2) and 6 + 2, norm 8.38: what has accumulated is scaled.
      Autograd.backward(b.mul(2));
      double norm = Math.sqrt(1.5 * 1.5 + 2 * 2 + 8 * 8);
      assertThat(grad(b)).isCloseTo(8 * 6.5 / norm, within(1e-5));
      assertThat(values(a)[1]).isCloseTo(2 * 6.5 / norm, within(1e-5));
    }
  }

  @Test
  void aSmallTotalNormIsLeftAlone() {
    Tensor b = leaf(1);
    try (GradientClipper clipper = GradientClipper.byTotalNorm(3, List.of(b))) {
      Autograd.backward(b.mul(3).sub(b.mul(0.5)));
      assertThat(grad(b)).isEqualTo(2.5);
    }
  }

  @Test
  void theTotalNormIsLimitedAlsoWhereAHookEmptiesTheLastGradient() {
    Tensor first = leaf(1);
    Tensor last = leaf(1);
    Tensor inner = last.mul(2);
    Objects.requireNonNull(inner.node())
        .registerHook((gradInputs, gradOutputs) -> gradInputs.with(0, null));
    try (GradientClipper clipper = GradientClipper.byTotalNorm(1, List.of(first, last))) {
      Autograd.backward(inner.add(first.mul(10)));
      assertThat(last.grad()).isNull();
      assertThat(grad(first)).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void aPassThatFailedDoesNotMakeTheNextOneClipTooEarly() {
    Tensor a = leaf(1);
    Tensor b = leaf(1);
    List<Integer> boom = new ArrayList<>(List.of(1));
    try (GradientClipper clipper = GradientClipper.byTotalNorm(5, List.of(a, b))) {
      for (Tensor each : List.of(a, b)) {
        each.registerHook(
            gradient -> {
              if (boom.size() == 1) {
                boom.add(2);
              } else if (boom.size() == 2) {
                boom.add(3);
                throw new IllegalStateException("boom");
              }
              return null;
            });
      }
      assertThatThrownBy(() -> Autograd.backward(a.mul(30).add(b.mul(40)))).hasMessage("boom");
      a.clearGrad();
      b.clearGrad();
      Autograd.backward(a.mul(30).add(b.mul(40)));
      assertThat(grad(a)).isCloseTo(3, within(1e-5));
      assertThat(grad(b)).isCloseTo(4, within(1e-5));
    }
  }

  @Test
  void aTotalNormThatIsNotFiniteIsRefused() {
    Tensor w = leaf(0);
    try (GradientClipper clipper = GradientClipper.byTotalNorm(1, List.of(w))) {
      assertThatThrownBy(() -> Autograd.backward(w.sqrt()))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining("Infinity");
    }
    assertThatThrownBy(() -> GradientClipper.byTotalNorm(0, List.of(w)))
        .hasMessageContaining("above 0");
    assertThatThrownBy(() -> GradientClipper.byValue(1, List.of(constant(1))))
        .hasMessageContaining("none of the 1 parameters requires a gradient");
  }

  private static double[] values(Tensor tensor) {
    return Objects.requireNonNull(tensor.grad()).toDoubleArray();
  }
}
