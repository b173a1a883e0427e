package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.hook.BackwardPreHook;
import dev.pendant.hook.HookException;
import dev.pendant.hook.HookOption;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks before a module's backward: section 13 of the specification. */
public abstract class BackwardPreHookTck extends ModuleHookTckBase {

  private static BackwardPreHook times(double factor) {
    return (module, gradOutputs) -> Tensors.of(gradOutputs.single().mul(factor));
  }

  @Test
  void H_149_whatItReturnsIsTheOutputsGradientForTheModuleAndItsBackwardHooks() {
    Tensor x = leaf(2);
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardPreHook((module, out) -> Tensors.of(out.single().add(1)));
    scale.registerBackwardPreHook(times(10));
    scale.registerBackwardPreHook(times(2), HookOption.PREPEND);
    scale.registerBackwardHook(logsGradients());
    Autograd.backward(scale.call(x));
    assertThat(log).containsExactly(Slots.of(Slots.of(90.0), Slots.of(30.0)));
    assertThat(grad(x)).isEqualTo(90);
  }

  @Test
  void H_150_hooksOfTheReturnedTensorRunBeforeItThoseOfTheArgumentAfterTheBackwardHook() {
    Tensor x = leaf(2);
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardHook(
        (module, in, out) -> {
          log.add(Slots.of("full", Slots.values(in), Slots.values(out)));
          return Tensors.of(in.single().add(1));
        });
    scale.registerBackwardPreHook(
        (module, out) -> {
          log.add(Slots.of("pre", Slots.values(out)));
          return Tensors.of(out.single().mul(10));
        });
    x.registerHook(
        gradient -> {
          log.add(Slots.of("x", value(gradient)));
          return null;
        });
    Tensor y = scale.call(x);
    y.registerHook(
        gradient -> {
          log.add(Slots.of("y", value(gradient)));
          return gradient.add(1);
        });
    Autograd.backward(y);
    assertThat(log)
        .containsExactly(
            Slots.of("y", 1.0),
            Slots.of("pre", Slots.of(2.0)),
            Slots.of("full", Slots.of(60.0), Slots.of(20.0)),
            Slots.of("x", 61.0));
  }

  @Test
  void H_151_aWrongNumberOfSlotsIsRefused() {
    for (Tensors wrong : List.of(Tensors.none(), Tensors.of(constant(1), constant(1)))) {
      Tensor x = leaf(2);
      Module scale = new HookModules.Scale(3);
      scale.registerBackwardPreHook((module, out) -> wrong);
      Tensor y = scale.call(x);
      assertThatThrownBy(() -> Autograd.backward(y))
          .isInstanceOf(HookException.class)
          .hasMessageContaining("backward pre-hook on Scale")
          .hasMessageContaining(wrong.size() + " slots, expected 1");
      assertThat(x.grad()).isNull();
    }
  }

  @Test
  void H_151_aSlotOfAnotherShapeOrTypeIsRefused() {
    for (Tensor wrong : List.of(vector(1f), Tensor.of(backend(), new double[] {1}))) {
      Module scale = new HookModules.Scale(3);
      scale.registerBackwardPreHook((module, out) -> Tensors.of(wrong));
      Tensor y = scale.call(leaf(2));
      assertThatThrownBy(() -> Autograd.backward(y))
          .isInstanceOf(HookException.class)
          .hasMessageContaining(wrong.spec().toString());
    }
  }

  /** PyTorch makes zeros of it here, though not in a node's pre-hook (H-090). */
  @Test
  void H_152_choice_anEmptySlotMeansThatNoGradientArrives() {
    Tensor x = leaf(2);
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardPreHook((module, out) -> out.with(0, null));
    scale.registerBackwardHook(logsGradients());
    Autograd.backward(scale.call(x));
    assertThat(x.grad()).isNull();
    assertThat(log).isEmpty();
  }

  @Test
  void H_153_itMayReplaceAlsoWhereNoInputRequiresAGradient() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerBackwardPreHook(times(10));
    lin.registerBackwardHook(logsGradients());
    Autograd.backward(lin.call(constant(2)));
    assertThat(grad(lin.w)).isEqualTo(20);
    assertThat(log).containsExactly(Slots.of(Slots.of((Object) null), Slots.of(10.0)));
    lin.close();
  }

  @Test
  void H_154_ifItThrowsTheModulesBackwardDoesNotRun() {
    Tensor x = leaf(2);
    RuntimeException thrown = new IllegalArgumentException("p");
    boolean[] fail = {true};
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardPreHook(
        (module, out) -> {
          if (fail[0]) {
            throw thrown;
          }
          return null;
        });
    scale.registerBackwardHook(logsGradients());
    Tensor y = scale.call(x);
    assertThatThrownBy(() -> Autograd.backward(y)).isSameAs(thrown);
    assertThat(log).isEmpty();
    assertThat(x.grad()).isNull();
    fail[0] = false;
    Autograd.backward(scale.call(x));
    assertThat(grad(x)).isEqualTo(3);
  }
}
