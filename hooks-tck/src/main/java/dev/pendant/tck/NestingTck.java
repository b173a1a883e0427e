package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.autograd.PassOption;
import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.ForwardPreHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.TensorHook;
import dev.pendant.nn.Identity;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Modules in modules, called several times, by their own hooks, in either grad mode: section 14 of
 * the specification up to H-158, and what of 18 and 19 is about modules.
 */
public abstract class NestingTck extends ModuleHookTckBase {

  private void logAllKinds(Module module, String name) {
    module.registerForwardPreHook(logsPre(name + ".pre"));
    module.registerForwardHook(logsForward(name + ".fwd"));
    module.registerBackwardPreHook(logsBackwardPre(name + ".bpre"));
    module.registerBackwardHook(logsBackward(name + ".bwd"));
  }

  @Test
  void H_155_nestingIsBracketed() {
    Module inner = new Identity();
    Module outer = new Sequential(inner);
    logAllKinds(outer, "out");
    logAllKinds(inner, "in");
    Autograd.backward(outer.call(leaf(1)));
    assertThat(log)
        .containsExactly(
            "out.pre", "in.pre", "in.fwd", "out.fwd", "out.bpre", "in.bpre", "in.bwd", "out.bwd");
  }

  /** As in PyTorch; such a hook runs where the output's gradient arrives (H-136). */
  @Test
  void H_156_choice_whereNoInputRequiresAGradientTheParentsHookRunsBeforeItsChildrens() {
    HookModules.Lin l0 = new HookModules.Lin(leaf(2));
    HookModules.Lin l1 = new HookModules.Lin(leaf(3));
    Module seq = new Sequential(l0, l1);
    for (Module each : List.of(seq, l0, l1)) {
      String name = each == seq ? "seq" : each == l0 ? "l0" : "l1";
      each.registerBackwardPreHook(logsBackwardPre(name + ".pre"));
      each.registerBackwardHook(logsBackward(name + ".post"));
    }
    Autograd.backward(seq.call(leaf(1)));
    assertThat(log)
        .containsExactly("seq.pre", "l1.pre", "l1.post", "l0.pre", "l0.post", "seq.post");
    log.clear();
    Autograd.backward(seq.call(constant(1)));
    assertThat(log)
        .containsExactly("seq.pre", "seq.post", "l1.pre", "l1.post", "l0.pre", "l0.post");
    seq.close();
  }

  @Test
  void H_185_aHookThatCallsItsOwnModuleTriggersItself() {
    Module scale = new HookModules.Scale(1);
    scale.registerForwardHook(
        (module, in, out) -> {
          log.add("entry");
          if (log.size() < 4) {
            scale.call(constant(1));
          }
          return null;
        });
    scale.call(constant(1));
    assertThat(log).hasSize(4);
  }

  @Test
  void H_185_recursionWithoutEndIsAStackOverflowErrorAfterWhichTheModuleWorks() {
    Module scale = new HookModules.Scale(3);
    HookHandle endless =
        scale.registerForwardHook((module, in, out) -> scale.call(Tensors.of(constant(1))));
    assertThatThrownBy(() -> scale.call(constant(1)))
        .isInstanceOf(StackOverflowError.class)
        .hasMessageContaining("a hook that calls its own module");
    endless.close();
    scale.registerForwardHook(
        (module, in, out) -> {
          log.add(module.callIndex());
          return null;
        });
    assertThat(scale.call(constant(2)).toDoubleArray()).containsExactly(6);
    assertThat(log).containsExactly(0);
  }

  @Test
  void H_188_aForwardHookMayRunBackwardOnTheOutput() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerForwardHook(
        (module, in, out) -> {
          Autograd.backward(List.of(out.single()), List.of(constant(1)), PassOption.RETAIN_GRAPH);
          log.add(grad(lin.w));
          return null;
        });
    Autograd.backward(lin.call(constant(2)));
    assertThat(log).containsExactly(2.0);
    assertThat(grad(lin.w)).isEqualTo(4);
    lin.close();
  }

  @Test
  void H_157_inAChainOneModulesReplacedGradientIsThePreviousOnesOutputGradient() {
    Tensor x = leaf(1);
    Module first = new HookModules.Scale(3);
    Module second = new HookModules.Scale(5);
    first.registerBackwardHook(logsGradients());
    second.registerBackwardHook(
        (m, in, out) -> {
          log.add(Slots.of(Slots.values(in), Slots.values(out)));
          return Tensors.of(in.single().mul(2));
        });
    Autograd.backward(second.call(first.call(x)));
    assertThat(log)
        .containsExactly(
            Slots.of(Slots.of(5.0), Slots.of(1.0)), Slots.of(Slots.of(30.0), Slots.of(10.0)));
    assertThat(grad(x)).isEqualTo(30);
  }

  @Test
  void H_158_aModuleCalledTwiceFiresOncePerCallEachWithItsOwnGradients() {
    Module scale = new HookModules.Scale(3);
    scale.registerBackwardHook(logsGradients());
    Autograd.backward(scale.call(scale.call(leaf(2))));
    assertThat(log)
        .containsExactly(
            Slots.of(Slots.of(3.0), Slots.of(1.0)), Slots.of(Slots.of(9.0), Slots.of(3.0)));
    log.clear();

    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerBackwardHook(logsGradients());
    Tensor two = lin.call(leaf(2)).mul(10);
    Tensor five = lin.call(leaf(5)).mul(100);
    Autograd.backward(two.add(five));
    assertThat(log)
        .containsExactlyInAnyOrder(
            Slots.of(Slots.of(300.0), Slots.of(100.0)), Slots.of(Slots.of(30.0), Slots.of(10.0)));
    assertThat(grad(lin.w)).isEqualTo(520);
    lin.close();
  }

  @Test
  void H_025_theHookOfAParameterOfTwoModulesFiresOnceWithTheTotal() {
    Tensor w = leaf(3);
    w.registerHook(logs());
    HookModules.Lin first = new HookModules.Lin(w);
    HookModules.Lin second = new HookModules.Lin(w);
    Autograd.backward(first.call(constant(2)).add(second.call(constant(5))));
    assertThat(log).containsExactly(7.0);
    assertThat(grad(w)).isEqualTo(7);
    first.close();
    second.close();
  }

  @Test
  void H_158_aHookCanTellTheCallsApart() {
    Module scale = new HookModules.Scale(3);
    scale.registerForwardHook(
        ForwardHook.observing((m, in, out) -> log.add("forward " + m.callIndex())));
    scale.registerBackwardHook(
        BackwardHook.observing((m, in, out) -> log.add("backward " + m.callIndex())));
    Tensor y = new Sequential(scale, scale).call(leaf(2));
    Autograd.backward(y);
    assertThat(log).containsExactly("forward 0", "forward 1", "backward 1", "backward 0");
  }

  @Test
  void H_189_forwardHooksHaveTheCallersGradModeAndBackwardHooksHaveItOffUnlessRecorded() {
    Module scale = new HookModules.Scale(3);
    scale.registerForwardPreHook(ForwardPreHook.observing((m, in) -> logMode("pre")));
    scale.registerForwardHook(ForwardHook.observing((m, in, out) -> logMode("fwd")));
    scale.registerBackwardPreHook(
        (m, out) -> {
          logMode("bpre");
          return null;
        });
    scale.registerBackwardHook(BackwardHook.observing((m, in, out) -> logMode("bwd")));
    Tensor x = leaf(2);
    x.registerHook(TensorHook.observing(gradient -> logMode("tensor")));
    Tensor y = scale.call(x);
    Autograd.backward(y, PassOption.RETAIN_GRAPH);
    assertThat(log)
        .containsExactly("pre true", "fwd true", "bpre false", "bwd false", "tensor false");
    log.clear();
    Autograd.backward(y, PassOption.CREATE_GRAPH);
    assertThat(log).containsExactly("bpre true", "bwd true", "tensor true");
  }

  private void logMode(String name) {
    log.add(name + " " + GradMode.isEnabled());
  }

  @Test
  void H_190_underNoGradForwardHooksRunAndNothingIsPutAroundTheOutput() {
    Module scale = new HookModules.Scale(3);
    scale.registerForwardHook(logsForward("f"));
    scale.registerBackwardHook(logsBackward("b"));
    try (GradMode.Guard off = Autograd.noGrad()) {
      Tensor y = scale.call(leaf(2));
      assertThat(y.requiresGrad()).isFalse();
      assertThat(y.node()).isNull();
    }
    assertThat(log).containsExactly("f");
  }
}
