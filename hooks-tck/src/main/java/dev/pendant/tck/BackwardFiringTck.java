package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.autograd.PassOption;
import dev.pendant.hook.HookException;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When backward hooks of modules fire, and where they attach: section 12 from H-136 on. */
public abstract class BackwardFiringTck extends ModuleHookTckBase {

  @Test
  void H_136_withoutADifferentiableInputItFiresWhenTheOutputsGradientArrives() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerBackwardHook(logsGradients());
    Autograd.backward(lin.call(constant(2)));
    assertThat(log).containsExactly(Slots.of(Slots.of((Object) null), Slots.of(1.0)));
    assertThat(grad(lin.w)).isEqualTo(2);
    lin.close();
  }

  @Test
  void H_136_soItIsWithSeveralSuchInputsAndWithNone() {
    Tensor w = leaf(3);
    Module takesAny =
        new Module() {
          @Override
          public Tensors forward(Tensors inputs) {
            return Tensors.of(w.mul(2));
          }
        };
    takesAny.registerBackwardHook(logsGradients());
    Autograd.backward(takesAny.call(Tensors.of(constant(2), constant(1))).single());
    Autograd.backward(takesAny.call(Tensors.none()).single());
    assertThat(log)
        .containsExactly(
            Slots.of(Slots.of(null, null), Slots.of(1.0)),
            Slots.of(Collections.emptyList(), Slots.of(1.0)));
  }

  @Test
  void H_137_thenItMayReturnNoGradient() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    HookHandle empties = lin.registerBackwardHook((m, in, out) -> in);
    Autograd.backward(lin.call(constant(2)));
    empties.close();
    lin.registerBackwardHook((m, in, out) -> Tensors.of(constant(1)));
    Tensor y = lin.call(constant(2));
    assertThatThrownBy(() -> Autograd.backward(y)).isInstanceOf(HookException.class);
    lin.close();
  }

  @Test
  void H_138_itNeverFiresWhereNoOutputRequiresAGradient() {
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardHook(logsGradients());
    Tensor other = leaf(2);
    Autograd.backward(scale.call(constant(1)).mul(other));
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerBackwardHook(logsGradients());
    try (GradMode.Guard off = Autograd.noGrad()) {
      assertThat(lin.call(other).requiresGrad()).isFalse();
    }
    assertThat(log).isEmpty();
    lin.close();
  }

  @Test
  void H_141_itAttachesAfterPreHooksAndAfterForwardHooks() {
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardHook(logsGradients());
    HookHandle after = scale.registerForwardHook((m, in, out) -> Tensors.of(out.single().mul(5)));
    Autograd.backward(scale.call(leaf(2)).mul(7));
    after.close();
    scale.registerForwardPreHook((m, in) -> Tensors.of(in.single().mul(5)));
    Autograd.backward(scale.call(leaf(2)).mul(7));
    assertThat(log)
        .containsExactly(
            Slots.of(Slots.of(105.0), Slots.of(7.0)), Slots.of(Slots.of(21.0), Slots.of(7.0)));
  }

  @Test
  void H_142_choice_withTheHookForwardAndCallerSeeOtherObjectsOfTheSameValues() {
    Tensor x = leaf(4);
    List<Boolean> same = new ArrayList<>();
    Module identity =
        new Layer() {
          @Override
          protected Tensor forward(Tensor given) {
            same.add(given == x);
            same.add(given.isLeaf());
            return given;
          }
        };
    HookHandle handle = identity.registerBackwardHook(logsGradients());
    Tensor y = identity.call(x);
    same.add(y == x);
    assertThat(same).containsExactly(false, false, false);
    assertThat(y.item()).isEqualTo(4);
    same.clear();
    handle.close();
    same.add(identity.call(x) == x);
    assertThat(same).containsExactly(true, true, true);
  }

  @Test
  void H_143_choice_anOutputCapturedByAForwardHookIsInsideTheCall() {
    Tensor x = leaf(2);
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardHook(logsGradients());
    List<Tensor> captured = new ArrayList<>();
    scale.registerForwardHook(
        (m, in, out) -> {
          captured.add(out.single());
          return null;
        });
    Tensor y = scale.call(x);
    Autograd.grad(captured.get(0), List.of(x));
    assertThat(log).isEmpty();
    Autograd.backward(y);
    assertThat(log).hasSize(1);
  }

  @Test
  void differentiatingOneOfTwoInputsLeavesNothingOpen() {
    Module mul = new HookModules.Mul();
    mul.registerBackwardHook(logsGradients());
    Tensor x = leaf(2);
    Tensor y = mul.call(Tensors.of(x, leaf(3))).single();
    assertThat(Autograd.grad(y, List.of(x)).single().item()).isEqualTo(3);
    assertThat(log).containsExactly(Slots.of(Slots.of(3.0, 2.0), Slots.of(1.0)));
  }

  @Test
  void H_147_withRetainGraphEachPassFiresItAgain() {
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardHook(logsGradients());
    Tensor y = scale.call(leaf(2));
    Autograd.backward(List.of(y), List.of(constant(1)), PassOption.RETAIN_GRAPH);
    Autograd.backward(List.of(y), List.of(constant(1)), PassOption.RETAIN_GRAPH);
    assertThat(log)
        .containsExactly(
            Slots.of(Slots.of(3.0), Slots.of(1.0)), Slots.of(Slots.of(3.0), Slots.of(1.0)));
  }

  @Test
  void H_148_anExceptionReachesTheCallerAndARetryFiresAfresh() {
    Tensor x = leaf(2);
    Module scale = new HookModules.Scale(3);
    boolean[] fail = {true};
    scale.registerBackwardHook(
        (m, in, out) -> {
          if (fail[0]) {
            throw new IllegalStateException("bw");
          }
          return null;
        });
    Tensor y = scale.call(x);
    assertThatThrownBy(
            () -> Autograd.backward(List.of(y), List.of(constant(1)), PassOption.RETAIN_GRAPH))
        .hasMessage("bw");
    assertThat(x.grad()).isNull();
    fail[0] = false;
    Autograd.backward(y);
    assertThat(grad(x)).isEqualTo(3);
  }

  @Test
  void H_145_differentiatingOnlyParametersFiresThePreHookAlone() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerBackwardPreHook(logsBackwardPre("pre"));
    lin.registerBackwardHook(logsBackward("full"));
    Tensor x = leaf(2);
    Tensor y = lin.call(x);
    Autograd.grad(y, List.of(lin.w));
    assertThat(log).containsExactly("pre");
    log.clear();
    Autograd.backwardInto(
        List.of(y), List.of(constant(1)), List.of(lin.w), PassOption.RETAIN_GRAPH);
    assertThat(log).containsExactly("pre");
    log.clear();
    Autograd.grad(y, List.of(x));
    assertThat(log).containsExactly("pre", "full");
    log.clear();
    Autograd.backward(y);
    assertThat(log).containsExactly("pre", "full");
    lin.close();
  }

  /** Whether it is there inside a module's backward hook is not promised, as in PyTorch. */
  @Test
  void H_146_choice_aParametersGradientIsReadInAPostAccumulateHook() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerBackwardHook(logsBackward("full"));
    lin.w.registerPostAccumulateGradHook(w -> log.add(grad(w)));
    Autograd.backward(lin.call(leaf(2)));
    Autograd.backward(lin.call(constant(2)));
    assertThat(log).containsExactlyInAnyOrder("full", 2.0, "full", 4.0);
    lin.close();
  }

  @Test
  void H_147_aPassOfSecondOrderThatDoesNotComeThroughTheOutputDoesNotFireIt() {
    Module cube =
        new Layer() {
          @Override
          protected Tensor forward(Tensor x) {
            return x.mul(x).mul(x);
          }
        };
    cube.registerBackwardHook(logsGradients());
    Tensor x = leaf(2);
    Tensor y = cube.call(x);
    Tensor slope =
        Autograd.grad(List.of(y), List.of(x), List.of(constant(1)), PassOption.CREATE_GRAPH)
            .single();
    assertThat(log).containsExactly(Slots.of(Slots.of(12.0), Slots.of(1.0)));
    log.clear();
    Autograd.backward(slope);
    assertThat(log).isEmpty();
    assertThat(grad(x)).isEqualTo(12);
  }
}
