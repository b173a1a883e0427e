package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.HookInfo;
import dev.pendant.nn.Identity;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks and copies, and other data for a leaf: section 20 of the specification. */
public abstract class CopyTck extends ModuleHookTckBase {

  @Test
  void H_193_aCopyHasTheModulesHooksForItselfAndNotThoseOfItsParameters() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.w.registerHook(logs("w"));
    lin.w.registerPostAccumulateGradHook(leaf -> log.add("wp"));
    HookHandle forward = lin.registerForwardHook(logsForward("f"));
    lin.registerBackwardHook(
        BackwardHook.observing((module, in, out) -> log.add("b " + (module == lin))));
    Module copy = lin.copy();
    forward.close();

    Tensor x = leaf(2);
    Autograd.backward(copy.call(x));
    assertThat(log).containsExactly("f", "b false");
    assertThat(grad(copy.parameter("w"))).isEqualTo(2);
    assertThat(lin.w.grad()).isNull();
    log.clear();

    Autograd.backward(lin.call(x));
    assertThat(log).containsExactlyInAnyOrder("w", "wp", "b true").containsSubsequence("w", "wp");
    copy.close();
    assertThat(lin.call(constant(2)).item()).isEqualTo(6);
    lin.close();
  }

  @Test
  void H_193_soHaveTheChildrenOfACopy() {
    Module inner = new Identity();
    Module tree = new Sequential(inner);
    HookHandle handle = inner.registerForwardHook(logsForward("in"));
    Module copy = tree.copy();
    handle.close();
    tree.call(constant(1));
    assertThat(log).isEmpty();
    copy.call(constant(1));
    assertThat(log).containsExactly("in");
    assertThat(copy.find("0")).isNotSameAs(inner);
  }

  @Test
  void aModuleThatDoesNotSayHowItIsCopiedIsNotCopied() {
    assertThatThrownBy(() -> new HookModules.Scale(3).copy())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Scale")
        .hasMessageContaining("copyWith");
  }

  @Test
  void H_195_theCopyOfALeafHasNoHooks() {
    Tensor x = leaf(2);
    x.registerHook(logs("hook"));
    x.registerPostAccumulateGradHook(leaf -> log.add("post"));
    Tensor copy = x.detach().requireGrad();
    Autograd.backward(copy.mul(2));
    assertThat(log).isEmpty();
    assertThat(grad(copy)).isEqualTo(2);
    assertThat(x.grad()).isNull();
  }

  /** PyTorch copies the handle along with the module; a handle here stays with the original. */
  @Test
  void H_196_choice_hooksOfACopyAreListedAndTakenOffThroughTheCopy() {
    Module original = new Identity();
    HookHandle handle = original.registerForwardHook(logsForward("hook"));
    Module copy = original.copy();
    assertThat(copy.hooks())
        .singleElement()
        .satisfies(info -> assertThat(info.kind()).isEqualTo(HookInfo.Kind.FORWARD))
        .satisfies(info -> assertThat(info.id()).isNotEqualTo(handle.id()));
    copy.removeHooks();
    copy.call(constant(1));
    assertThat(log).isEmpty();
    original.call(constant(1));
    assertThat(log).containsExactly("hook");
  }

  /** PyTorch warns or fails when it serialises a hook; here hooks are no part of what is saved. */
  @Test
  void H_197_choice_whatIsSavedOfAModuleAreNamedTensorsWithoutHooks() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerForwardHook(logsForward("hook"));
    lin.w.registerHook(logs("w"));
    assertThat(lin.namedParameters().keySet()).isEqualTo(java.util.Set.of("w"));
    assertThat(List.of(Module.class, Tensor.class, HookHandle.class))
        .noneMatch(java.io.Serializable.class::isAssignableFrom);
    lin.close();
  }

  @Test
  void H_198_aParameterKeepsItsHooksThroughAnotherTypeAndClearedGradients() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.w.registerHook(logs());
    Autograd.backward(lin.call(constant(5)));
    lin.w.setData(Tensor.of(backend(), new double[] {3}));
    assertThat(lin.w.grad()).as("the old type's gradient").isNull();
    Autograd.backward(lin.call(Tensor.of(backend(), new double[] {2})));
    lin.w.clearGrad();
    Autograd.backward(lin.call(Tensor.of(backend(), new double[] {7})));
    assertThat(log).containsExactly(5.0, 2.0, 7.0);
    assertThat(grad(lin.w)).isEqualTo(7);
    lin.close();
  }
}
