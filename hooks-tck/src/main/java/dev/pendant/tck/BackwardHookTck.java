package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.PassOption;
import dev.pendant.hook.HookException;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.HookOption;
import dev.pendant.nn.Identity;
import dev.pendant.nn.Module;
import dev.pendant.tensor.ClosedTensorException;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What backward hooks of modules see and may return: section 12 up to H-135. */
public abstract class BackwardHookTck extends ModuleHookTckBase {

  @Test
  void H_123_hookSeesOneSlotPerInputAndOutputAndMayReplaceThoseOfTheInputs() {
    Tensor x = leaf(2);
    Tensor k = leaf(3);
    Module mul = new HookModules.Mul();
    mul.registerBackwardHook(
        (module, gradInputs, gradOutputs) -> {
          log.add(Slots.of(Slots.values(gradInputs), Slots.values(gradOutputs)));
          return gradInputs.with(0, gradInputs.get(0).mul(10));
        });
    Autograd.backward(mul.call(Tensors.of(x, k)).single().mul(5));
    assertThat(log).containsExactly(Slots.of(Slots.of(15.0, 10.0), Slots.of(5.0)));
    assertThat(grad(x)).isEqualTo(150);
    assertThat(grad(k)).isEqualTo(10);
  }

  @Test
  void H_124_itReportsTheGradientOfTheWholeModule() {
    Module poly = new HookModules.Poly();
    poly.registerBackwardHook(logsGradients());
    Autograd.backward(poly.call(leaf(2)));
    assertThat(log).containsExactly(Slots.of(Slots.of(4.0), Slots.of(1.0)));
  }

  @Test
  void H_125_hooksChainOnTheGradientsOfTheInputs() {
    Tensor x = leaf(2);
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardHook((m, in, out) -> Tensors.of(in.single().add(1)));
    scale.registerBackwardHook(
        (m, in, out) -> {
          log.add(Slots.values(out));
          return Tensors.of(in.single().mul(10));
        });
    Autograd.backward(scale.call(x));
    assertThat(grad(x)).isEqualTo(40);
    assertThat(log).containsExactly(Slots.of(1.0));
  }

  @Test
  void H_125_aPrependedHookRunsBeforeTheModulesOthersAndTheLaterOneFirst() {
    Tensor x = leaf(2);
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardHook((m, in, out) -> Tensors.of(in.single().add(1)));
    scale.registerBackwardHook((m, in, out) -> Tensors.of(in.single().mul(10)));
    scale.registerBackwardHook((m, in, out) -> Tensors.of(in.single().mul(2)), HookOption.PREPEND);
    Autograd.backward(scale.call(x));
    assertThat(grad(x)).isEqualTo(70);

    Module identity = new Identity();
    identity.registerBackwardHook(logsBackward("0"));
    identity.registerBackwardHook(logsBackward("1"));
    identity.registerBackwardHook(logsBackward("2"));
    identity.registerBackwardHook(logsBackward("3"), HookOption.PREPEND);
    identity.registerBackwardHook(logsBackward("4"), HookOption.PREPEND);
    Autograd.backward(identity.call(leaf(1)));
    assertThat(log).containsExactly("4", "3", "0", "1", "2");
  }

  @Test
  void H_126_gradientsOfParametersAreNotPartOfIt() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    Tensor x = leaf(2);
    lin.registerBackwardHook(
        (m, in, out) -> {
          log.add(Slots.values(in));
          return Tensors.of(in.single().mul(10));
        });
    Autograd.backward(lin.call(x));
    assertThat(log).containsExactly(Slots.of(3.0));
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
  void H_130_whatIsNotDifferentiableHasAnEmptySlotOnBothSides() {
    Module swap =
        new Module() {
          @Override
          public Tensors forward(Tensors inputs) {
            return Tensors.of(inputs.get(1).mul(1), inputs.get(0));
          }
        };
    swap.registerBackwardHook(logsGradients());
    Tensor flag = Tensor.of(backend(), new long[] {1});
    Autograd.backward(swap.call(Tensors.of(flag, leaf(2))).get(0));
    assertThat(log).containsExactly(Slots.of(Slots.of(null, 1.0), Slots.of(1.0, null)));
  }

  @Test
  void H_130_whatIsPutIntoASlotThatCannotHaveAGradientIsIgnored() {
    Module first = new HookModules.First();
    Tensor flag = Tensor.of(backend(), new long[] {1});
    Tensor a = leaf(2);
    first.registerBackwardHook((m, in, out) -> Tensors.of(in.get(0).mul(5), constant(7)));
    Autograd.backward(first.call(Tensors.of(a, flag)).single());
    assertThat(grad(a)).isEqualTo(10);
    assertThat(flag.grad()).isNull();
  }

  @Test
  void gradientsReadInTheHookLiveAsLongAsTheScopeAndUnreadOnesEndWithTheHooks() {
    Module scale = new HookModules.Scale(3);
    List<Tensor> read = new ArrayList<>();
    List<Tensors> unread = new ArrayList<>();
    scale.registerBackwardHook(
        (m, in, out) -> {
          read.add(in.get(0));
          unread.add(out);
          return null;
        });
    Autograd.backward(scale.call(leaf(2)));
    assertThat(read.get(0).toDoubleArray()).containsExactly(3);
    assertThat(unread.get(0)).hasToString("(" + read.get(0).spec() + ")");
    assertThatThrownBy(() -> unread.get(0).get(0))
        .isInstanceOf(ClosedTensorException.class)
        .hasMessageContaining("was not read while its hooks ran");
  }

  @Test
  void H_131_choice_anInputThatRequiresNoGradientHasAnEmptySlotWhichMustStayEmpty() {
    Module mul = new HookModules.Mul();
    mul.registerBackwardHook(logsGradients());
    HookHandle filling = mul.registerBackwardHook((m, in, out) -> in.with(1, constant(1)));
    Tensor y = mul.call(Tensors.of(leaf(2), constant(3))).single();
    assertThatThrownBy(() -> Autograd.backward(y))
        .isInstanceOf(HookException.class)
        .hasMessageContaining("input 1");
    assertThat(log).containsExactly(Slots.of(Slots.of(3.0, null), Slots.of(1.0)));
    filling.close();
  }

  @Test
  void H_132_choice_anUnusedInputHasAnEmptySlotAndNoGradient() {
    Tensor a = leaf(2);
    Tensor b = leaf(3);
    Module first = new HookModules.First();
    first.registerBackwardHook(logsGradients());
    Autograd.backward(first.call(Tensors.of(a, b)).single());
    assertThat(log).containsExactly(Slots.of(Slots.of(2.0, null), Slots.of(1.0)));
    assertThat(b.grad()).isNull();
  }

  @Test
  void H_133_anUnusedOutputHasAnEmptySlot() {
    Module two = new HookModules.Two();
    two.registerBackwardHook(logsGradients());
    Autograd.backward(two.call(Tensors.of(leaf(1))).get(0));
    Tensors both = two.call(Tensors.of(leaf(1)));
    Autograd.backward(both.get(0).add(both.get(1)));
    Tensors separate = two.call(Tensors.of(leaf(1)));
    Autograd.backward(List.of(separate.get(0)), List.of(constant(1)), PassOption.RETAIN_GRAPH);
    Autograd.backward(separate.get(1));
    assertThat(log)
        .containsExactly(
            Slots.of(Slots.of(2.0), Slots.of(1.0, null)),
            Slots.of(Slots.of(5.0), Slots.of(1.0, 1.0)),
            Slots.of(Slots.of(2.0), Slots.of(1.0, null)),
            Slots.of(Slots.of(3.0), Slots.of(null, 1.0)));
  }

  @Test
  void H_134_theSameTensorPassedOrReturnedTwiceKeepsSeparateSlots() {
    Tensor x = leaf(4);
    Module mul = new HookModules.Mul();
    mul.registerBackwardHook(logsGradients());
    Autograd.backward(mul.call(Tensors.of(x, x)).single());
    assertThat(grad(x)).isEqualTo(8);

    Module twice = new HookModules.Twice();
    twice.registerBackwardHook(logsGradients());
    Tensors out = twice.call(Tensors.of(leaf(1)));
    Autograd.backward(out.get(0).mul(10).add(out.get(1).mul(100)));
    assertThat(log)
        .containsExactly(
            Slots.of(Slots.of(4.0, 4.0), Slots.of(1.0)),
            Slots.of(Slots.of(220.0), Slots.of(10.0, 100.0)));
  }
}
