package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.autograd.Autograd;
import dev.pendant.hook.ForwardPreHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import org.junit.jupiter.api.Test;

/** From when on registering and taking off counts: section 14 of the specification from H-159. */
public abstract class HookTimingTck extends ModuleHookTckBase {

  @Test
  void H_159_backwardHooksAreFixedWhenTheModuleIsCalled() {
    Module scale = new HookModules.Scale(3);
    HookHandle early = scale.registerBackwardHook(logsBackward("B"));
    Tensor y = scale.call(leaf(2));
    early.close();
    Autograd.backward(y);
    assertThat(log).containsExactly("B");
    log.clear();
    Tensor z = scale.call(leaf(2));
    scale.registerBackwardHook(logsBackward("late"));
    Autograd.backward(z);
    assertThat(log).isEmpty();
  }

  @Test
  void H_159_soAreBackwardPreHooks() {
    Module scale = new HookModules.Scale(3);
    HookHandle early = scale.registerBackwardPreHook(logsBackwardPre("P"));
    Tensor y = scale.call(leaf(2));
    early.close();
    Autograd.backward(y);
    assertThat(log).containsExactly("P");
    Autograd.backward(scale.call(leaf(2)));
    assertThat(log).containsExactly("P");
  }

  @Test
  void H_160_forwardHooksRunOnTheSnapshotTakenWhenTheirLoopStarts() {
    Module scale = new HookModules.Scale(1);
    HookHandle[] second = new HookHandle[1];
    scale.registerForwardHook(
        (module, in, out) -> {
          log.add("A");
          if (second[0] != null) {
            second[0].close();
            second[0] = null;
            scale.registerForwardHook(
                (m, i, o) -> {
                  log.add("N");
                  return null;
                });
          }
          return null;
        });
    second[0] =
        scale.registerForwardHook(
            (module, in, out) -> {
              log.add("B");
              return null;
            });
    scale.call(constant(1));
    scale.call(constant(1));
    assertThat(log).containsExactly("A", "B", "A", "N");
  }

  @Test
  void H_161_aHookMayTakeItselfOffAndItsResultStillCountsThatOnce() {
    Module scale = new HookModules.Scale(1);
    HookHandle[] handle = new HookHandle[1];
    handle[0] =
        scale.registerForwardHook(
            (m, in, out) -> {
              handle[0].close();
              return Tensors.of(out.single().mul(5));
            });
    assertThat(scale.call(constant(1)).item()).isEqualTo(5);
    assertThat(scale.call(constant(1)).item()).isEqualTo(1);
  }

  /** PyTorch skips it the first time unless another hook is there. */
  @Test
  void H_164_choice_aForwardHookRegisteredDuringForwardRunsInThatCall() {
    boolean[] registered = {false};
    Module once =
        new Layer() {
          @Override
          protected Tensor forward(Tensor x) {
            if (!registered[0]) {
              registered[0] = true;
              registerForwardHook(logsForward("F"));
            }
            return x;
          }
        };
    once.call(constant(1));
    assertThat(log).containsExactly("F");
    once.call(constant(1));
    assertThat(log).containsExactly("F", "F");
  }

  @Test
  void H_165_choice_fromAPreHookAForwardHookCountsForThisCallABackwardHookForTheNext() {
    Module scale = new HookModules.Scale(3);
    HookHandle[] pre = new HookHandle[1];
    pre[0] =
        scale.registerForwardPreHook(
            ForwardPreHook.observing(
                (m, in) -> {
                  pre[0].close();
                  scale.registerForwardHook(logsForward("F"));
                  scale.registerBackwardHook(logsBackward("B"));
                }));
    Autograd.backward(scale.call(leaf(2)));
    assertThat(log).containsExactly("F");
    log.clear();
    Autograd.backward(scale.call(leaf(2)));
    assertThat(log).containsExactly("F", "B");
  }
}
