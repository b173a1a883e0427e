package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.pendant.autograd.Autograd;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.HookInfo;
import dev.pendant.nn.HookInfo.Kind;
import dev.pendant.nn.Identity;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Handles, and what one does without them: section 17 of the specification. */
public abstract class HandleTck extends ModuleHookTckBase {

  @Test
  void H_179_idsIncreaseAcrossAllKindsOfHooks() {
    Module module = new Identity();
    Tensor x = leaf(1);
    assertThat(
            List.of(
                module.registerForwardHook(logsForward("f")).id(),
                x.registerHook(logs()).id(),
                module.registerForwardPreHook(logsPre("p")).id(),
                module.registerBackwardHook(logsBackward("b")).id(),
                x.registerPostAccumulateGradHook(leaf -> log.add("post")).id()))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void H_180_closingAgainOrAfterTheHookWasTakenOffOtherwiseDoesNothing() {
    Module module = new Identity();
    HookHandle handle = module.registerForwardHook(logsForward("first"));
    handle.close();
    handle.close();
    HookHandle cleared = module.registerForwardHook(logsForward("second"));
    module.removeHooks();
    cleared.close();
    module.registerForwardHook(logsForward("third"));
    handle.close();
    cleared.close();
    module.call(constant(1));
    assertThat(log).containsExactly("third");
  }

  @Test
  void H_180_aHandleDoesNotKeepItsModuleAlive() throws InterruptedException {
    List<HookHandle> handles = new ArrayList<>();
    WeakReference<Module> module = hookedAndDropped(handles);
    for (int i = 0; i < 100 && module.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(module.get()).isNull();
    handles.get(0).close();
  }

  private WeakReference<Module> hookedAndDropped(List<HookHandle> handles) {
    Module module = new Identity();
    handles.add(module.registerForwardHook(logsForward("hook")));
    return new WeakReference<>(module);
  }

  @Test
  void H_181_droppingTheHandleLeavesTheHookOn() {
    Module scale = new HookModules.Scale(1);
    scale.registerForwardHook(
        (module, in, out) -> {
          log.add("hook");
          return null;
        });
    System.gc();
    scale.call(constant(1));
    assertThat(log).containsExactly("hook");
  }

  @Test
  void H_182_aHandleWorksInTryWithResourcesAlsoWhenItThrows() {
    Module scale = new HookModules.Scale(1);
    assertThatThrownBy(
            () -> {
              try (HookHandle handle =
                  scale.registerForwardHook(
                      (module, in, out) -> {
                        log.add("hook");
                        return null;
                      })) {
                scale.call(constant(1));
                throw new IllegalStateException("x");
              }
            })
        .hasMessage("x");
    scale.call(constant(1));
    assertThat(log).containsExactly("hook");
  }

  @Test
  void H_183_choice_aHandleOfSeveralHooksHasAnIdTheFirstOnes() {
    Tensor x = leaf(2);
    HookHandle before = x.registerHook(logs());
    HookHandle many =
        Autograd.registerMultiGradHook(List.of(x, leaf(3)), gradients -> log.add("many"));
    assertThat(many.id()).isGreaterThan(before.id());
    HookHandle none = HookHandle.all(List.of());
    assertThat(none.id()).isZero();
    none.close();
    assertThat(HookHandle.all(List.of(before, many)).id()).isEqualTo(before.id());
  }

  /** PyTorch has neither, though users ask for both. */
  @Test
  void H_184_choice_hooksCanBeListedAndAllTakenOff() {
    Module inner = new Identity();
    Module outer = new Sequential(inner);
    HookHandle first = outer.registerForwardHook(logsForward("outer"));
    inner.registerBackwardHook(logsBackward("b"));
    inner.registerForwardPreHook(logsPre("p"));
    inner.registerBackwardPreHook(logsBackwardPre("bp"));
    assertThat(outer.hooks())
        .extracting(HookInfo::path, HookInfo::kind)
        .containsExactly(
            tuple("", Kind.FORWARD),
            tuple("0", Kind.FORWARD_PRE),
            tuple("0", Kind.BACKWARD_PRE),
            tuple("0", Kind.BACKWARD));
    assertThat(outer.hooks().get(0).id()).isEqualTo(first.id());
    outer.removeHooks();
    assertThat(outer.hooks()).isEmpty();
    Autograd.backward(outer.call(leaf(1)));
    assertThat(log).isEmpty();
  }

  @Test
  void H_184_choice_aPatternRegistersOnManyModulesAndOneHandleTakesThemOff() {
    Module model = new Sequential(new HookModules.Scale(2), new Sequential(new Identity()));
    HookHandle all = model.select("**").registerForwardHook(logsForward("any"));
    HookHandle top = model.select("?").registerForwardHook(logsForward("top"));
    model.call(constant(1));
    assertThat(log).containsExactly("any", "top", "any", "any", "top", "any");
    log.clear();
    all.close();
    model.call(constant(1));
    assertThat(log).containsExactly("top", "top");
    top.close();
    assertThat(model.hooks()).isEmpty();
  }

  @Test
  void H_184_choice_aContainerMadeOfAnothersChildrenHasNotItsHooks() {
    Module first = new HookModules.Scale(2);
    Module container = new Sequential(first, new HookModules.Scale(3));
    container.registerForwardHook(logsForward("hook"));
    new Sequential(container.find("0")).call(constant(1));
    assertThat(log).isEmpty();
  }
}
