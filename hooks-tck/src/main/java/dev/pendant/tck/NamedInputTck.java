package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.ForwardPreHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Hooks and inputs given by name, the counterpart of keyword arguments: the cases of sections 10 to
 * 14 that have {@code with_kwargs}. Every hook sees them; there is no flag to ask for them.
 */
public abstract class NamedInputTck extends ModuleHookTckBase {

  private Tensors inputs(double x, double k) {
    return Tensors.of(constant(x)).and("k", constant(k));
  }

  /** Doubles k. */
  private static final ForwardPreHook DOUBLES_K =
      (module, inputs) -> inputs.with(1, inputs.get("k").mul(2));

  @Test
  void H_097_aNamedInputStandsBehindTheOthersUnderItsName() {
    Module named = new HookModules.Named();
    named.registerForwardPreHook(
        ForwardPreHook.observing(
            (module, inputs) -> {
              log.add(Slots.values(inputs));
              log.add(Slots.of(inputs.name(0), inputs.name(1)));
            }));
    assertThat(named.call(inputs(2, 5)).single().item()).isEqualTo(10);
    assertThat(log).containsExactly(Slots.of(2.0, 5.0), Slots.of(null, "k"));
  }

  @Test
  void H_101_aPreHookMayReplaceANamedInput() {
    Module named = new HookModules.Named();
    named.registerForwardPreHook(DOUBLES_K);
    assertThat(named.call(inputs(3, 5)).single().item()).isEqualTo(30);
  }

  @Test
  void H_102_choice_whatAHookIsGivenCannotBeChangedOnlyReplaced() {
    Module named = new HookModules.Named();
    named.registerForwardPreHook(
        ForwardPreHook.observing(
            (module, inputs) -> {
              assertThatThrownBy(() -> inputs.slots().set(1, constant(100)))
                  .isInstanceOf(UnsupportedOperationException.class);
              log.add(inputs.with(1, constant(100)).get("k").item());
            }));
    Tensors given = inputs(3, 5);
    assertThat(named.call(given).single().item()).isEqualTo(15);
    assertThat(given.get("k").item()).isEqualTo(5);
    assertThat(log).containsExactly(100.0);
  }

  @Test
  void H_105_hooksThatUseNamesAndHooksThatDoNotMixInOneChain() {
    Module named = new HookModules.Named();
    named.registerForwardPreHook((module, inputs) -> inputs.with(0, inputs.get(0).add(1)));
    named.registerForwardPreHook(
        (module, inputs) -> inputs.with(1, inputs.get("k").add(inputs.get(0))));
    assertThat(named.call(inputs(3, 5)).single().item()).isEqualTo(36);
  }

  @Test
  void aPreHookThatForgetsANamedInputIsToldWhichOne() {
    Module named = new HookModules.Named();
    named.registerForwardPreHook((module, inputs) -> Tensors.of(inputs.get(0)));
    assertThatThrownBy(() -> named.call(inputs(3, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'k'");
  }

  @Test
  void H_110_aReplacementMayHaveNames() {
    Module scale = new HookModules.Scale(1);
    scale.registerForwardHook((module, in, out) -> Tensors.none().and("out", out.single()));
    assertThat(scale.call(Tensors.of(constant(2))).get("out").item()).isEqualTo(2);
  }

  @Test
  void H_111_aForwardHookSeesNamedInputsAsPreHooksLeftThem() {
    Module named = new HookModules.Named();
    named.registerForwardPreHook((module, inputs) -> inputs.with(1, constant(7)));
    named.registerForwardHook(
        (module, inputs, outputs) -> Tensors.of(outputs.single().add(inputs.get("k"))));
    assertThat(named.call(inputs(2, 5)).single().item()).isEqualTo(21);
  }

  @Test
  void H_118_aHookThatRunsAlwaysSeesNamedInputsAfterAFailure() {
    Module bad = new HookModules.Bad();
    bad.registerAlwaysForwardHook(
        (module, inputs, outputs) -> {
          log.add(Slots.of(inputs.get("k").item(), outputs));
          return null;
        });
    assertThatThrownBy(() -> bad.call(inputs(2, 5))).isInstanceOf(IllegalStateException.class);
    assertThat(log).containsExactly(Slots.of(5.0, null));
  }

  @Test
  void H_135_backwardHooksHaveNoSlotForANamedInputAndItsGradientIsThere() {
    Module named = new HookModules.Named();
    named.registerBackwardHook(logsGradients());
    Tensor k = leaf(3);
    Autograd.backward(named.call(Tensors.of(leaf(2)).and("k", k)).single());
    assertThat(log).containsExactly(Slots.of(Slots.of(3.0), Slots.of(1.0)));
    assertThat(grad(k)).isEqualTo(2);
  }

  @Test
  void H_136_withNamedInputsAloneItFiresWhenTheOutputsGradientArrives() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerBackwardHook(logsGradients());
    Autograd.backward(lin.call(Tensors.none().and("x", leaf(2))).single());
    assertThat(log).containsExactly(Slots.of(Collections.emptyList(), Slots.of(1.0)));
    assertThat(grad(lin.w)).isEqualTo(2);
    lin.close();
  }

  @Test
  void H_140_choice_namedOutputsKeepTheirNamesAndAHookHasASlotForEach() {
    Module pair =
        new Module() {
          @Override
          public Tensors forward(Tensors inputs) {
            Tensor o = inputs.single().mul(3);
            return Tensors.none().and("u", o).and("v", o.mul(2));
          }
        };
    pair.registerBackwardHook(logsGradients());
    Tensors outputs = pair.call(Tensors.of(leaf(2)));
    assertThat(List.of(outputs.get("u").item(), outputs.get("v").item()))
        .containsExactly(6.0, 12.0);
    Autograd.backward(outputs.get("u"));
    assertThat(log).containsExactly(Slots.of(Slots.of(3.0), Slots.of(1.0, null)));
  }

  /** PyTorch then forgets that the hook asked for the names. */
  @Test
  void H_163_choice_aHookTakenOffInTheRunningLoopStillSeesNamedInputs() {
    Module named = new HookModules.Named();
    HookHandle[] second = new HookHandle[1];
    named.registerForwardHook(ForwardHook.observing((module, in, out) -> second[0].close()));
    second[0] =
        named.registerForwardHook(
            ForwardHook.observing((module, in, out) -> log.add(in.get("k").item())));
    named.call(inputs(2, 5));
    named.call(inputs(2, 6));
    assertThat(log).containsExactly(5.0);
  }
}
