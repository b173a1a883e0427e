package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.HookException;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Identity;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Backward hooks of modules: sections 12 and 14 of the specification. */
public abstract class BackwardHookTck extends HookTckBase {

  /** Values by slot; null where a slot is empty. */
  private static List<@Nullable Object> slots(Tensors tensors) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Tensor tensor : tensors.slots()) {
      values.add(tensor == null ? null : value(tensor));
    }
    return values;
  }

  private static List<@Nullable Object> list(@Nullable Object... values) {
    return new ArrayList<>(java.util.Arrays.asList(values));
  }

  /** Logs {@code [gradInputs, gradOutputs]}. */
  private BackwardHook logsBoth() {
    return (module, gradInputs, gradOutputs) -> {
      log.add(list(slots(gradInputs), slots(gradOutputs)));
      return null;
    };
  }

  private BackwardHook logsName(String name) {
    return (module, gradInputs, gradOutputs) -> {
      log.add(name);
      return null;
    };
  }

  @Test
  void H_123_hookSeesOneSlotPerInputAndOutputAndMayReplaceThoseOfTheInputs() {
    Tensor x = leaf(2);
    Tensor k = leaf(3);
    Module mul = new HookModules.Mul();
    mul.registerBackwardHook(
        (module, gradInputs, gradOutputs) -> {
          log.add(list(slots(gradInputs), slots(gradOutputs)));
          return gradInputs.with(0, gradInputs.get(0).mul(10));
        });
    Autograd.backward(mul.call(Tensors.of(x, k)).single().mul(5));
    assertThat(log).containsExactly(list(list(15.0, 10.0), list(5.0)));
    assertThat(grad(x)).isEqualTo(150);
    assertThat(grad(k)).isEqualTo(10);
  }

  @Test
  void H_124_itReportsTheGradientOfTheWholeModule() {
    Module poly = new HookModules.Poly();
    poly.registerBackwardHook(logsBoth());
    Autograd.backward(poly.call(leaf(2)));
    assertThat(log).containsExactly(list(list(4.0), list(1.0)));
  }

  @Test
  void H_125_hooksChainOnTheGradientsOfTheInputs() {
    Tensor x = leaf(2);
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardHook((m, in, out) -> Tensors.of(in.single().add(1)));
    scale.registerBackwardHook(
        (m, in, out) -> {
          log.add(slots(out));
          return Tensors.of(in.single().mul(10));
        });
    Autograd.backward(scale.call(x));
    assertThat(grad(x)).isEqualTo(40);
    assertThat(log).containsExactly(list(1.0));
  }

  @Test
  void H_126_gradientsOfParametersAreNotPartOfIt() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    Tensor x = leaf(2);
    lin.registerBackwardHook(
        (m, in, out) -> {
          log.add(slots(in));
          return Tensors.of(in.single().mul(10));
        });
    Autograd.backward(lin.call(x));
    assertThat(log).containsExactly(list(3.0));
    assertThat(grad(x)).isEqualTo(30);
    assertThat(grad(lin.w)).isEqualTo(2);
    lin.close();
  }

  @Test
  void H_127_aWrongNumberOfSlotsIsRefused() {
    for (Tensors wrong : List.of(Tensors.none(), Tensors.of(constant(1), constant(1)))) {
      Module scale = new HookModules.Scale(3);
      scale.registerBackwardHook((m, in, out) -> wrong);
      Tensor y = scale.call(leaf(2));
      assertThatThrownBy(() -> Autograd.backward(y))
          .isInstanceOf(HookException.class)
          .hasMessageContaining(wrong.size() + " slots, expected 1")
          .hasMessageContaining("Scale");
    }
  }

  @Test
  void H_128_aSlotOfAnotherShapeOrTypeIsRefused() {
    for (Tensor wrong : List.of(vector(1f, 2f, 3f), Tensor.of(backend(), new double[] {1}))) {
      Module scale = new HookModules.Scale(3);
      scale.registerBackwardHook((m, in, out) -> Tensors.of(wrong));
      Tensor y = scale.call(leaf(2));
      assertThatThrownBy(() -> Autograd.backward(y))
          .isInstanceOf(HookException.class)
          .hasMessageContaining(wrong.spec().toString());
    }
  }

  @Test
  void H_129_anEmptySlotCutsTheGradientOfThatInput() {
    Tensor x = leaf(2);
    Tensor k = leaf(3);
    Module mul = new HookModules.Mul();
    mul.registerBackwardHook((m, in, out) -> in.with(1, null));
    Autograd.backward(mul.call(Tensors.of(x, k)).single());
    assertThat(grad(x)).isEqualTo(3);
    assertThat(k.grad()).isNull();
  }

  @Test
  void H_131_choice_anInputThatRequiresNoGradientHasAnEmptySlotWhichMustStayEmpty() {
    Module mul = new HookModules.Mul();
    mul.registerBackwardHook(logsBoth());
    HookHandle filling = mul.registerBackwardHook((m, in, out) -> in.with(1, constant(1)));
    Tensor y = mul.call(Tensors.of(leaf(2), constant(3))).single();
    assertThatThrownBy(() -> Autograd.backward(y))
        .isInstanceOf(HookException.class)
        .hasMessageContaining("input 1");
    assertThat(log).containsExactly(list(list(3.0, null), list(1.0)));
    filling.close();
  }

  @Test
  void H_132_choice_anUnusedInputHasAnEmptySlotAndNoGradient() {
    Tensor a = leaf(2);
    Tensor b = leaf(3);
    Module first = new HookModules.First();
    first.registerBackwardHook(logsBoth());
    Autograd.backward(first.call(Tensors.of(a, b)).single());
    assertThat(log).containsExactly(list(list(2.0, null), list(1.0)));
    assertThat(b.grad()).isNull();
  }

  @Test
  void H_133_anUnusedOutputHasAnEmptySlot() {
    Module two = new HookModules.Two();
    two.registerBackwardHook(logsBoth());
    Autograd.backward(two.call(Tensors.of(leaf(1))).get(0));
    Tensors both = two.call(Tensors.of(leaf(1)));
    Autograd.backward(both.get(0).add(both.get(1)));
    Tensors separate = two.call(Tensors.of(leaf(1)));
    Autograd.backward(List.of(separate.get(0)), List.of(constant(1)), true);
    Autograd.backward(separate.get(1));
    assertThat(log)
        .containsExactly(
            list(list(2.0), list(1.0, null)),
            list(list(5.0), list(1.0, 1.0)),
            list(list(2.0), list(1.0, null)),
            list(list(3.0), list(null, 1.0)));
  }

  @Test
  void H_134_theSameTensorPassedOrReturnedTwiceKeepsSeparateSlots() {
    Tensor x = leaf(4);
    Module mul = new HookModules.Mul();
    mul.registerBackwardHook(logsBoth());
    Autograd.backward(mul.call(Tensors.of(x, x)).single());
    assertThat(grad(x)).isEqualTo(8);

    Module twice = new HookModules.Twice();
    twice.registerBackwardHook(logsBoth());
    Tensors out = twice.call(Tensors.of(leaf(1)));
    Autograd.backward(out.get(0).mul(10).add(out.get(1).mul(100)));
    assertThat(log)
        .containsExactly(list(list(4.0, 4.0), list(1.0)), list(list(220.0), list(10.0, 100.0)));
  }

  @Test
  void H_136_withoutADifferentiableInputItFiresWhenTheOutputsGradientArrives() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerBackwardHook(logsBoth());
    Autograd.backward(lin.call(constant(2)));
    assertThat(log).containsExactly(list(list((Object) null), list(1.0)));
    assertThat(grad(lin.w)).isEqualTo(2);
    lin.close();
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
    scale.registerBackwardHook(logsBoth());
    Tensor other = leaf(2);
    Autograd.backward(scale.call(constant(1)).mul(other));
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerBackwardHook(logsBoth());
    try (var off = Autograd.noGrad()) {
      assertThat(lin.call(other).requiresGrad()).isFalse();
    }
    assertThat(log).isEmpty();
    lin.close();
  }

  @Test
  void H_141_itAttachesAfterPreHooksAndAfterForwardHooks() {
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardHook(logsBoth());
    HookHandle after = scale.registerForwardHook((m, in, out) -> Tensors.of(out.single().mul(5)));
    Autograd.backward(scale.call(leaf(2)).mul(7));
    after.close();
    scale.registerForwardPreHook((m, in) -> Tensors.of(in.single().mul(5)));
    Autograd.backward(scale.call(leaf(2)).mul(7));
    assertThat(log).containsExactly(list(list(105.0), list(7.0)), list(list(21.0), list(7.0)));
  }

  @Test
  void H_143_choice_anOutputCapturedByAForwardHookIsInsideTheCall() {
    Tensor x = leaf(2);
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardHook(logsBoth());
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
  void H_145_differentiatingOnlyParametersDoesNotFireIt() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerBackwardHook(logsName("full"));
    Tensor x = leaf(2);
    Autograd.grad(lin.call(x), List.of(lin.w));
    assertThat(log).isEmpty();
    Autograd.grad(lin.call(x), List.of(x));
    assertThat(log).containsExactly("full");
    lin.close();
  }

  @Test
  void differentiatingOneOfTwoInputsLeavesNothingOpen() {
    Module mul = new HookModules.Mul();
    mul.registerBackwardHook(logsBoth());
    Tensor x = leaf(2);
    Tensor y = mul.call(Tensors.of(x, leaf(3))).single();
    assertThat(Autograd.grad(y, List.of(x)).single().item()).isEqualTo(3);
    assertThat(log).containsExactly(list(list(3.0, 2.0), list(1.0)));
  }

  @Test
  void H_147_withRetainGraphEachPassFiresItAgain() {
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardHook(logsBoth());
    Tensor y = scale.call(leaf(2));
    Autograd.backward(List.of(y), List.of(constant(1)), true);
    Autograd.backward(List.of(y), List.of(constant(1)), true);
    assertThat(log).containsExactly(list(list(3.0), list(1.0)), list(list(3.0), list(1.0)));
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
    assertThatThrownBy(() -> Autograd.backward(List.of(y), List.of(constant(1)), true))
        .hasMessage("bw");
    assertThat(x.grad()).isNull();
    fail[0] = false;
    Autograd.backward(y);
    assertThat(grad(x)).isEqualTo(3);
  }

  @Test
  void H_155_nestingIsBracketed() {
    Module inner = new Identity();
    Module outer = new Sequential(inner);
    outer.registerBackwardHook(logsName("out.bwd"));
    inner.registerBackwardHook(logsName("in.bwd"));
    Autograd.backward(outer.call(leaf(1)));
    assertThat(log).containsExactly("in.bwd", "out.bwd");
  }

  @Test
  void H_157_inAChainOneModulesReplacedGradientIsThePreviousOnesOutputGradient() {
    Tensor x = leaf(1);
    Module first = new HookModules.Scale(3);
    Module second = new HookModules.Scale(5);
    first.registerBackwardHook(logsBoth());
    second.registerBackwardHook(
        (m, in, out) -> {
          log.add(list(slots(in), slots(out)));
          return Tensors.of(in.single().mul(2));
        });
    Autograd.backward(second.call(first.call(x)));
    assertThat(log).containsExactly(list(list(5.0), list(1.0)), list(list(30.0), list(10.0)));
    assertThat(grad(x)).isEqualTo(30);
  }

  @Test
  void H_158_aModuleCalledTwiceFiresOncePerCallEachWithItsOwnGradients() {
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardHook(logsBoth());
    Autograd.backward(scale.call(scale.call(leaf(2))));
    assertThat(log).containsExactly(list(list(3.0), list(1.0)), list(list(9.0), list(3.0)));
    log.clear();

    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerBackwardHook(logsBoth());
    Tensor two = lin.call(leaf(2)).mul(10);
    Tensor five = lin.call(leaf(5)).mul(100);
    Autograd.backward(two.add(five));
    assertThat(log)
        .containsExactlyInAnyOrder(list(list(300.0), list(100.0)), list(list(30.0), list(10.0)));
    assertThat(grad(lin.w)).isEqualTo(520);
    lin.close();
  }

  @Test
  void H_159_backwardHooksAreFixedWhenTheModuleIsCalled() {
    Module scale = new HookModules.Scale(3);
    HookHandle early = scale.registerBackwardHook(logsName("B"));
    Tensor y = scale.call(leaf(2));
    early.close();
    Autograd.backward(y);
    assertThat(log).containsExactly("B");
    log.clear();
    Tensor z = scale.call(leaf(2));
    scale.registerBackwardHook(logsName("late"));
    Autograd.backward(z);
    assertThat(log).isEmpty();
  }

  @Test
  void H_189_backwardHooksRunWithGradModeOff() {
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardHook(
        (m, in, out) -> {
          log.add(dev.pendant.autograd.GradMode.isEnabled());
          return null;
        });
    Autograd.backward(scale.call(leaf(2)));
    assertThat(log).containsExactly(false);
  }
}
