package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.PassOption;
import dev.pendant.hook.HookException;
import dev.pendant.hook.HookHandle;
import dev.pendant.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What tensor hooks may do and return, and how they come and go: sections 2, 3, 14, 17 and 18.
 * Extend it as {@link OperatorTck}.
 */
public abstract class TensorHookContractTck extends HookTckBase {

  @Test
  void H_027_registeringOnATensorWithoutGradientIsRefused() {
    Tensor c = constant(1);
    assertThatThrownBy(() -> c.registerHook(logs()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("requires no gradient")
        .hasMessageContaining("requireGrad()");
  }

  @Test
  void H_028_underNoGradALeafCanBeHookedAResultCannot() {
    try (var off = Autograd.noGrad()) {
      Tensor x = leaf(1);
      x.registerHook(logs());
      Tensor result = x.mul(2);
      assertThatThrownBy(() -> result.registerHook(logs()))
          .hasMessageContaining("requires no gradient");
    }
  }

  @Test
  void H_029_hooksSleepWhileTheLeafRequiresNoGradient() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    x.registerHook(logs());
    x.requireGrad(false);
    Autograd.backward(x.mul(w));
    assertThat(log).isEmpty();
    x.requireGrad(true);
    Autograd.backward(x.mul(w));
    assertThat(log).containsExactly(3.0);
  }

  @Test
  void H_030_choice_switchedOffBetweenForwardAndBackwardTheHookFiresAndNothingAccumulates() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    x.registerHook(logs());
    Tensor y = x.mul(w);
    x.requireGrad(false);
    Autograd.backward(y);
    assertThat(log).containsExactly(3.0);
    assertThat(x.grad()).isNull();
  }

  @Test
  void H_031_aResultOfAnotherShapeIsRefused() {
    for (Tensor wrong : List.of(constant(1), vector(1f, 1f, 1f), vector(1f))) {
      Tensor x = leafVector(1f, 1f);
      x.registerHook(gradient -> wrong);
      Tensor y = x.mul(2).sum();
      assertThatThrownBy(() -> Autograd.backward(y))
          .isInstanceOf(HookException.class)
          .hasMessageContaining(wrong.spec().toString())
          .hasMessageContaining("float32[2]");
      assertThat(x.grad()).isNull();
    }
  }

  @Test
  void H_032_aResultOfAnotherTypeIsRefused() {
    Tensor x = leafVector(1f, 1f);
    x.registerHook(gradient -> Tensor.of(backend(), new double[] {1, 1}, 2));
    Tensor y = x.mul(2).sum();
    assertThatThrownBy(() -> Autograd.backward(y))
        .isInstanceOf(HookException.class)
        .hasMessageContaining("float64[2]");
  }

  @Test
  void H_036_anExceptionFromAHookReachesTheCallerAsItself() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    Tensor a = x.mul(w);
    a.registerHook(logs("a1"));
    RuntimeException boom = new RuntimeException("boom");
    a.registerHook(
        gradient -> {
          throw boom;
        });
    a.registerHook(logs("a3"));
    x.registerHook(logs("x"));
    Tensor y = a.mul(a);
    assertThatThrownBy(() -> Autograd.backward(y)).isSameAs(boom);
    assertThat(log).containsExactly("a1");
    assertThat(x.grad()).isNull();
    assertThat(w.grad()).isNull();
  }

  @Test
  void H_038_afterAFailedBackwardTheTapeIsUsedUpUnlessRetained() {
    Tensor x = leaf(2);
    Tensor a = x.mul(x);
    boolean[] fail = {true};
    a.registerHook(
        gradient -> {
          if (fail[0]) {
            throw new IllegalStateException("boom");
          }
          return null;
        });
    Tensor y = a.mul(a);
    assertThatThrownBy(() -> Autograd.backward(y)).hasMessage("boom");
    fail[0] = false;
    assertThatThrownBy(() -> Autograd.backward(y))
        .isInstanceOf(dev.pendant.autograd.GraphFreedException.class)
        .hasMessageContaining("RETAIN_GRAPH");

    Tensor z = x.mul(x).mul(3);
    Autograd.backward(List.of(z), List.of(constant(1)), PassOption.RETAIN_GRAPH);
    Autograd.backward(z);
    assertThat(grad(x)).isEqualTo(24);
  }

  @Test
  void H_160_hooksRunOnTheSnapshotTakenWhenTheirLoopStarts() {
    Tensor x = leaf(2);
    HookHandle[] second = new HookHandle[1];
    x.registerHook(
        gradient -> {
          log.add("A");
          if (second[0] != null) {
            second[0].close();
            second[0] = null;
            x.registerHook(logs("N"));
          }
          return null;
        });
    second[0] = x.registerHook(logs("B"));
    Autograd.backward(x.mul(1));
    Autograd.backward(x.mul(1));
    assertThat(log).containsExactly("A", "B", "A", "N");
  }

  @Test
  void H_161_aHookMayRemoveItself() {
    Tensor x = leaf(2);
    HookHandle[] self = new HookHandle[1];
    self[0] =
        x.registerHook(
            gradient -> {
              self[0].close();
              return gradient.mul(5);
            });
    Autograd.backward(x.mul(1));
    assertThat(grad(x)).isEqualTo(5);
    x.clearGrad();
    Autograd.backward(x.mul(1));
    assertThat(grad(x)).isEqualTo(1);
  }

  @Test
  void H_162_removingOrAddingOnATensorNotYetReachedTakesEffectInThatPass() {
    Tensor x = leaf(2);
    HookHandle onX = x.registerHook(logs());
    Tensor a = x.mul(3);
    a.registerHook(
        gradient -> {
          onX.close();
          return null;
        });
    Autograd.backward(a.mul(2));
    assertThat(log).isEmpty();

    Tensor b = x.mul(3);
    b.registerHook(
        gradient -> {
          x.registerHook(logs());
          return null;
        });
    Autograd.backward(b.mul(2));
    assertThat(log).containsExactly(6.0);
  }

  @Test
  void H_179_handleIdsAreUniqueAndIncrease() {
    Tensor x = leaf(1);
    HookHandle first = x.registerHook(logs());
    HookHandle second = x.mul(1).registerHook(logs());
    assertThat(second.id()).isGreaterThan(first.id());
  }

  @Test
  void H_180_closingAHandleTwiceOrAfterItsOwnerIsGoneDoesNothing() {
    Tensor x = leaf(1);
    HookHandle handle = x.registerHook(logs());
    handle.close();
    handle.close();
    Tensor y = leaf(1);
    HookHandle orphan = y.registerHook(logs());
    y.close();
    orphan.close();
    Autograd.backward(x.mul(1));
    assertThat(log).isEmpty();
  }

  @Test
  void H_186_aHookMayRunAnotherBackward() {
    Tensor x = leaf(2);
    Tensor z = leaf(5);
    x.registerHook(
        gradient -> {
          try (var on = dev.pendant.autograd.GradMode.set(true)) {
            Autograd.backward(z.mul(z));
          }
          return null;
        });
    Autograd.backward(x.mul(3));
    assertThat(grad(z)).isEqualTo(10);
    assertThat(grad(x)).isEqualTo(3);
  }

  @Test
  void H_187_aNestedBackwardToTheSameLeafRunsItsHooksAgain() {
    Tensor x = leaf(2);
    x.registerHook(
        gradient -> {
          log.add(value(gradient));
          if (log.size() <= 2) {
            try (var on = dev.pendant.autograd.GradMode.set(true)) {
              Autograd.backward(x.mul(100));
            }
          }
          return null;
        });
    Autograd.backward(x.mul(3));
    assertThat(log).containsExactly(3.0, 100.0, 100.0);
    assertThat(grad(x)).isEqualTo(203);
  }
}
