package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.HookOption;
import dev.pendant.nn.Identity;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks around a module's forward: sections 10 and 11 of the specification. */
public abstract class ForwardHookTck extends ModuleHookTckBase {

  @Test
  void H_097_preHookSeesTheModuleAndItsInputs() {
    Module mul = new HookModules.Mul();
    mul.registerForwardPreHook(
        (module, inputs) -> {
          log.add(Slots.values(inputs));
          log.add(module == mul);
          return null;
        });
    assertThat(mul.call(Tensors.of(constant(2), constant(5))).single().item()).isEqualTo(10);
    assertThat(log).containsExactly(List.of(2.0, 5.0), true);
  }

  @Test
  void H_098_whatAPreHookReturnsReplacesAllInputs() {
    Module mul = new HookModules.Mul();
    mul.registerForwardPreHook(
        (module, inputs) -> Tensors.of(inputs.get(0).add(1), inputs.get(1).mul(10)));
    assertThat(mul.call(Tensors.of(constant(2), constant(3))).single().item()).isEqualTo(90);
  }

  @Test
  void H_099_anEmptyListOfInputsReplacesToo() {
    Module scale = new HookModules.Scale(3);
    scale.registerForwardPreHook((module, inputs) -> Tensors.none());
    assertThatThrownBy(() -> scale.call(constant(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected exactly one tensor");
  }

  @Test
  void H_098_oneReturnedTensorIsThenTheOnlyInput() {
    Module mul = new HookModules.Mul();
    mul.registerForwardPreHook((module, inputs) -> Tensors.of(inputs.get(0).add(1)));
    assertThat(mul.call(Tensors.of(constant(2), constant(3))).single().item()).isEqualTo(3);
  }

  @Test
  void H_099_zeroReplacesToo() {
    Module mul = new HookModules.Mul();
    mul.registerForwardPreHook((module, inputs) -> Tensors.of(constant(0)));
    assertThat(mul.call(constant(2)).item()).isZero();
  }

  @Test
  void H_100_aPrependedPreHookRunsBeforeTheModulesOthersAndTheLaterOneFirst() {
    Module mul = new HookModules.Mul();
    mul.registerForwardPreHook((module, inputs) -> Tensors.of(inputs.single().add(1)));
    mul.registerForwardPreHook((module, inputs) -> Tensors.of(inputs.single().mul(10)));
    mul.registerForwardPreHook(
        (module, inputs) -> Tensors.of(inputs.single().mul(2)), HookOption.PREPEND);
    assertThat(mul.call(constant(3)).item()).isEqualTo(70);

    Module identity = new Identity();
    identity.registerForwardPreHook(logsPre("0"), HookOption.PREPEND);
    identity.registerForwardPreHook(logsPre("1"));
    identity.registerForwardPreHook(logsPre("2"));
    identity.registerForwardPreHook(logsPre("3"));
    identity.registerForwardPreHook(logsPre("4"), HookOption.PREPEND);
    identity.call(constant(1));
    assertThat(log).containsExactly("4", "0", "1", "2", "3");
  }

  @Test
  void H_100_preHooksChain() {
    Module scale = new HookModules.Scale(1);
    scale.registerForwardPreHook((module, inputs) -> Tensors.of(inputs.single().add(1)));
    scale.registerForwardPreHook((module, inputs) -> Tensors.of(inputs.single().mul(10)));
    assertThat(scale.call(constant(3)).item()).isEqualTo(40);
  }

  @Test
  void H_106_ifAPreHookThrowsNothingAfterItRuns() {
    Module scale = new HookModules.Scale(3);
    IllegalStateException boom = new IllegalStateException("p");
    HookHandle thrower =
        scale.registerForwardPreHook(
            (module, inputs) -> {
              throw boom;
            });
    scale.registerForwardPreHook(
        (module, inputs) -> {
          log.add("pre2");
          return null;
        });
    scale.registerForwardHook(
        (module, inputs, outputs) -> {
          log.add("fwd");
          return null;
        });
    assertThatThrownBy(() -> scale.call(constant(2))).isSameAs(boom);
    assertThat(log).isEmpty();
    thrower.close();
    assertThat(scale.call(constant(2)).item()).isEqualTo(6);
  }

  @Test
  void H_107_gradientFlowsThroughWhatAPreHookDid() {
    Tensor x = leaf(2);
    Module scale = new HookModules.Scale(3);
    scale.registerForwardPreHook((module, inputs) -> Tensors.of(inputs.single().mul(5)));
    Autograd.backward(scale.call(x).mul(7));
    assertThat(grad(x)).isEqualTo(105);
  }

  @Test
  void H_108_hookSeesTheInputsForwardSawAndMayReplaceTheOutput() {
    Module mul = new HookModules.Mul();
    mul.registerForwardPreHook(
        (module, inputs) -> Tensors.of(inputs.get(0).mul(100), inputs.get(1)));
    mul.registerForwardHook(
        (module, inputs, outputs) -> {
          log.add(Slots.values(inputs));
          log.add(Slots.values(outputs));
          return Tensors.of(outputs.single().add(1));
        });
    assertThat(mul.call(Tensors.of(constant(2), constant(3))).single().item()).isEqualTo(601);
    assertThat(log).containsExactly(List.of(200.0, 3.0), List.of(600.0));
  }

  @Test
  void H_109_hooksChain() {
    Module scale = new HookModules.Scale(1);
    scale.registerForwardHook((module, in, out) -> Tensors.of(out.single().add(1)));
    scale.registerForwardHook((module, in, out) -> Tensors.of(out.single().mul(10)));
    assertThat(scale.call(constant(3)).item()).isEqualTo(40);
  }

  @Test
  void H_109_aPrependedHookRunsBeforeTheModulesOthersAndTheLaterOneFirst() {
    Module mul = new HookModules.Mul();
    mul.registerForwardHook((module, in, out) -> Tensors.of(out.single().add(1)));
    mul.registerForwardHook((module, in, out) -> Tensors.of(out.single().mul(10)));
    mul.registerForwardHook(
        (module, in, out) -> Tensors.of(out.single().mul(2)), HookOption.PREPEND);
    assertThat(mul.call(constant(3)).item()).isEqualTo(70);

    Module identity = new Identity();
    identity.registerForwardHook(logsForward("0"));
    identity.registerForwardHook(logsForward("1"), HookOption.PREPEND);
    identity.registerForwardHook(logsForward("2"));
    identity.registerForwardHook(logsForward("3"));
    identity.registerForwardHook(logsForward("4"), HookOption.PREPEND);
    identity.call(constant(1));
    assertThat(log).containsExactly("4", "1", "0", "2", "3");
  }

  @Test
  void H_110_aReplacementMayHaveAnotherNumberOfTensors() {
    Module scale = new HookModules.Scale(1);
    HookHandle pair =
        scale.registerForwardHook((module, in, out) -> Tensors.of(out.single(), out.single()));
    assertThat(scale.call(Tensors.of(constant(2))).size()).isEqualTo(2);
    pair.close();
    scale.registerForwardHook((module, in, out) -> Tensors.none());
    assertThat(scale.call(Tensors.of(constant(2))).size()).isZero();
  }

  @Test
  void H_113_callingForwardDirectlyRunsNoHooks() {
    Module identity = new Identity();
    identity.registerForwardHook(
        (module, in, out) -> {
          log.add("hook");
          return null;
        });
    identity.forward(Tensors.of(constant(1)));
    assertThat(log).isEmpty();
    identity.call(constant(1));
    assertThat(log).containsExactly("hook");
  }

  @Test
  void H_114_whatIsNeverCalledNeverFires() {
    Module used = new Identity();
    Module list = new Sequential(used);
    list.registerForwardHook(logsForward("list"));
    used.registerForwardHook(logsForward("used"));
    list.find("0").call(constant(1));
    assertThat(log).containsExactly("used");
  }

  @Test
  void H_114_aChildWhoseParameterIsUsedWithoutCallingItNeverFires() {
    HookModules.Lin projection = new HookModules.Lin(leaf(3));
    Module attention =
        new Module() {
          {
            register("projection", projection);
          }

          @Override
          public Tensors forward(Tensors inputs) {
            return Tensors.of(inputs.single().mul(projection.w));
          }
        };
    projection.registerForwardHook(logsForward("projection"));
    attention.registerForwardHook(logsForward("attention"));
    assertThat(attention.call(constant(2)).item()).isEqualTo(6);
    assertThat(log).containsExactly("attention");
    attention.close();
  }

  @Test
  void H_115_itWorksWithNoTensorsAtAll() {
    Module nothing = new Identity();
    nothing.registerForwardPreHook(logsPre("pre"));
    nothing.registerForwardHook(logsForward("fwd"));
    assertThat(nothing.call(Tensors.none()).size()).isZero();
    assertThat(log).containsExactly("pre", "fwd");
  }

  @Test
  void H_116_aForwardHookMayHookTheOutputsGradient() {
    Tensor x = leaf(2);
    Module scale = new HookModules.Scale(3);
    scale.registerForwardHook(
        (module, in, out) -> {
          out.single()
              .registerHook(
                  gradient -> {
                    log.add(value(gradient));
                    return gradient.mul(10);
                  });
          return null;
        });
    Autograd.backward(scale.call(x).mul(7));
    assertThat(log).containsExactly(7.0);
    assertThat(grad(x)).isEqualTo(210);
  }

  @Test
  void H_117_aHookThatThrowsAbortsTheCallAndTheModuleStaysUsable() {
    Module scale = new HookModules.Scale(3);
    HookHandle thrower =
        scale.registerForwardHook(
            (module, in, out) -> {
              throw new IllegalStateException("p");
            });
    scale.registerForwardHook(
        (module, in, out) -> {
          log.add("second");
          return null;
        });
    assertThatThrownBy(() -> scale.call(constant(1))).hasMessage("p");
    assertThat(log).isEmpty();
    thrower.close();
    assertThat(scale.call(constant(1)).item()).isEqualTo(3);
    assertThat(log).containsExactly("second");
  }

  @Test
  void anExceptionFromForwardReachesTheCallerAndNoHookRuns() {
    Module bad = new HookModules.Bad();
    bad.registerForwardHook(
        (module, in, out) -> {
          log.add("hook");
          return null;
        });
    assertThatThrownBy(() -> bad.call(constant(1))).hasMessage("fwd failed");
    assertThat(log).isEmpty();
  }
}
