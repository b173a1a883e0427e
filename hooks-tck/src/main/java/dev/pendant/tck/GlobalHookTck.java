package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.HookOption;
import dev.pendant.nn.GlobalModuleHooks;
import dev.pendant.nn.Identity;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hooks on every module: section 16 of the specification, first half. */
public abstract class GlobalHookTck extends ModuleHookTckBase {

  private final List<HookHandle> everywhere = new ArrayList<>();

  @AfterEach
  void takeOff() {
    HookHandle.all(everywhere).close();
    everywhere.clear();
    log.clear();
    new Identity().call(constant(1));
    assertThat(log).as("what a global hook logs after its handle was closed").isEmpty();
  }

  @Test
  void H_170_ofEachKindTheGlobalHooksRunBeforeTheModulesOwnWhateverIsPrepended() {
    Module scale = new HookModules.Scale(3);
    everywhere.add(GlobalModuleHooks.registerForwardPreHook(logsPre("G.pre")));
    everywhere.add(GlobalModuleHooks.registerForwardHook(logsForward("G.fwd")));
    everywhere.add(GlobalModuleHooks.registerBackwardPreHook(logsBackwardPre("G.bpre")));
    everywhere.add(GlobalModuleHooks.registerBackwardHook(logsBackward("G.bwd")));
    scale.registerForwardPreHook(logsPre("L.pre"), HookOption.PREPEND);
    scale.registerForwardHook(logsForward("L.fwd"), HookOption.PREPEND);
    scale.registerBackwardPreHook(logsBackwardPre("L.bpre"), HookOption.PREPEND);
    scale.registerBackwardHook(logsBackward("L.bwd"), HookOption.PREPEND);
    Autograd.backward(scale.call(leaf(2)));
    assertThat(log)
        .containsExactly("G.pre", "L.pre", "G.fwd", "L.fwd", "G.bpre", "L.bpre", "G.bwd", "L.bwd");
  }

  @Test
  void H_170_valuesChainFromTheGlobalHooksToTheModulesOwn() {
    Module mul = new HookModules.Mul();
    everywhere.add(
        GlobalModuleHooks.registerForwardPreHook(
            (module, inputs) -> Tensors.of(inputs.single().add(1))));
    everywhere.add(
        GlobalModuleHooks.registerForwardHook(
            (module, in, out) -> Tensors.of(out.single().add(1))));
    mul.registerForwardPreHook((module, inputs) -> Tensors.of(inputs.single().mul(10)));
    mul.registerForwardHook((module, in, out) -> Tensors.of(out.single().mul(2)));
    assertThat(mul.call(constant(2)).item()).isEqualTo(62);
  }

  @Test
  void H_171_theyFireForEveryModuleThatIsCalledContainersToo() {
    everywhere.add(
        GlobalModuleHooks.registerForwardHook(
            ForwardHook.observing((module, in, out) -> log.add("fwd " + module.type()))));
    everywhere.add(
        GlobalModuleHooks.registerBackwardPreHook(
            (module, out) -> {
              log.add("bpre " + module.type());
              return null;
            }));
    everywhere.add(
        GlobalModuleHooks.registerBackwardHook(
            BackwardHook.observing((module, in, out) -> log.add("bwd " + module.type()))));
    Module model = new Sequential(new HookModules.Scale(3), new Identity());
    Autograd.backward(model.call(leaf(2)));
    assertThat(log.stream().filter(entry -> entry.toString().startsWith("fwd")))
        .containsExactly("fwd Scale", "fwd Identity", "fwd Sequential");
    assertThat(log.stream().filter(entry -> entry.toString().startsWith("bpre")))
        .containsExactly("bpre Sequential", "bpre Identity", "bpre Scale");
    assertThat(log.stream().filter(entry -> entry.toString().startsWith("bwd")))
        .containsExactly("bwd Identity", "bwd Scale", "bwd Sequential");
  }

  /** None takes an option; what PyTorch has options for is seen by all, or a kind of its own. */
  @Test
  void H_172_choice_globalHooksSeeNamedInputsToo() {
    everywhere.add(
        GlobalModuleHooks.registerForwardPreHook((module, in) -> in.with(1, in.get("k").add(1))));
    everywhere.add(
        GlobalModuleHooks.registerForwardHook(
            ForwardHook.observing((module, in, out) -> log.add(in.get("k").item()))));
    Tensors inputs = Tensors.of(constant(2)).and("k", constant(5));
    assertThat(new HookModules.Named().call(inputs).single().item()).isEqualTo(12);
    assertThat(log).containsExactly(6.0);
    HookHandle.all(everywhere).close(); // the check after each test calls without k
  }

  @Test
  void H_173_afterAFailureTheGlobalHooksThatRunAlwaysComeFirst() {
    Module bad = new HookModules.Bad();
    bad.registerAlwaysForwardHook(
        (module, in, out) -> {
          log.add("L");
          return null;
        });
    everywhere.add(
        GlobalModuleHooks.registerAlwaysForwardHook(
            (module, in, out) -> {
              log.add("G");
              return null;
            }));
    assertThatThrownBy(() -> bad.call(constant(2))).hasMessage("fwd failed");
    assertThat(log).containsExactly("G", "L");
  }

  /** PyTorch loses the names on this path, and with them the call. */
  @Test
  void H_174_choice_aGlobalHookThatRunsAlwaysSeesNamedInputsAfterAFailure() {
    everywhere.add(
        GlobalModuleHooks.registerAlwaysForwardHook(
            (module, in, out) -> {
              log.add(Slots.values(in));
              return null;
            }));
    Tensors inputs = Tensors.of(constant(2)).and("k", constant(5));
    assertThatThrownBy(() -> new HookModules.Bad().call(inputs))
        .isInstanceOf(IllegalStateException.class)
        .satisfies(failure -> assertThat(failure.getSuppressed()).isEmpty());
    assertThat(log).containsExactly(Slots.of(2.0, 5.0));
  }

  @Test
  void H_159_aGlobalBackwardHookTakenOffAfterTheForwardStillRuns() {
    HookHandle handle = GlobalModuleHooks.registerBackwardHook(logsGradients());
    everywhere.add(handle);
    var y = new HookModules.Scale(3).call(leaf(2));
    handle.close();
    Autograd.backward(y);
    Autograd.backward(new HookModules.Scale(3).call(leaf(2)));
    assertThat(log).containsExactly(Slots.of(Slots.of(3.0), Slots.of(1.0)));
  }
}
