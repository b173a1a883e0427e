package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.hook.HookHandle;
import dev.pendant.hook.RegistrationHook;
import dev.pendant.nn.GlobalModuleHooks;
import dev.pendant.nn.Identity;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hooks on the registering of parameters, buffers and children: section 16, second half. */
public abstract class RegistrationTck extends HookTckBase {

  private final List<HookHandle> everywhere = new ArrayList<>();

  @AfterEach
  void takeOff() {
    HookHandle.all(everywhere).close();
    everywhere.clear();
    log.clear();
    new Whole(leaf(1), constant(1), new Identity()).close();
    assertThat(log).as("what a registration hook logs after its handle was closed").isEmpty();
  }

  /** One entry of each kind, and a parameter it does without. */
  private static final class Whole extends Module {
    Whole(Tensor p, Tensor b, Module c) {
      registerParameter("p", p);
      registerOptional("q", null);
      registerBuffer("b", b);
      register("c", c);
    }

    @Override
    public Tensors forward(Tensors inputs) {
      return inputs;
    }
  }

  private <T> RegistrationHook<T> logs(String kind, List<Module> owners) {
    return (owner, name, value) -> {
      log.add(kind + " " + name);
      owners.add(owner);
      return null;
    };
  }

  private List<Module> logRegistrations() {
    List<Module> owners = new ArrayList<>();
    everywhere.add(GlobalModuleHooks.registerParameterRegistrationHook(logs("param", owners)));
    everywhere.add(GlobalModuleHooks.registerBufferRegistrationHook(logs("buffer", owners)));
    everywhere.add(GlobalModuleHooks.registerModuleRegistrationHook(logs("module", owners)));
    return owners;
  }

  @Test
  void H_176_theySeeTheOwnerAndTheNameAndAnAbsentParameterIsNotReported() {
    List<Module> owners = logRegistrations();
    Module whole = new Whole(leaf(1), constant(2), new Identity());
    assertThat(log).containsExactly("param p", "buffer b", "module c");
    assertThat(owners).containsOnly(whole);
    whole.close();
  }

  @Test
  void H_176_theySeeReplacementsToo() {
    Module whole = new Whole(leaf(1), constant(2), new Identity());
    logRegistrations();
    Module other = new Identity();
    try (Tensor p = whole.replaceParameter("p", leaf(10));
        Tensor b = whole.replaceBuffer("b", constant(20));
        Module c = whole.replaceChild("c", other)) {
      assertThat(List.of(p.item(), b.item())).containsExactly(1.0, 2.0);
      assertThat(c).isNotSameAs(other);
    }
    assertThat(log).containsExactly("param p", "buffer b", "module c");
    assertThat(whole.parameter("p").item()).isEqualTo(10);
    assertThat(whole.buffer("b").item()).isEqualTo(20);
    assertThat(whole.children().get("c")).isSameAs(other);
    whole.close();
  }

  @Test
  void H_176_theyRunBeforeTheValueIsStored() {
    everywhere.add(
        GlobalModuleHooks.registerParameterRegistrationHook(
            (owner, name, value) -> {
              log.add(owner.parameters().containsKey(name));
              return null;
            }));
    new Whole(leaf(1), constant(2), new Identity()).close();
    assertThat(log).containsExactly(false);
  }

  @Test
  void H_177_whatAHookReturnsIsStoredAndHooksChain() {
    everywhere.add(
        GlobalModuleHooks.registerParameterRegistrationHook(
            (owner, name, value) -> value.detach().mul(10).requireGrad()));
    everywhere.add(
        GlobalModuleHooks.registerParameterRegistrationHook(
            (owner, name, value) -> {
              log.add(value(value));
              return null;
            }));
    HookModules.Lin lin = new HookModules.Lin(leaf(1));
    assertThat(lin.parameter("w").item()).isEqualTo(10);
    assertThat(lin.w).isSameAs(lin.parameter("w"));
    assertThat(log).containsExactly(10.0);
    lin.close();
  }

  @Test
  void H_177_buffersAndChildrenAreReplacedAlike() {
    Module other = new Identity();
    everywhere.add(
        GlobalModuleHooks.registerBufferRegistrationHook((owner, name, value) -> value.mul(10)));
    everywhere.add(GlobalModuleHooks.registerModuleRegistrationHook((owner, name, value) -> other));
    Module whole = new Whole(leaf(1), constant(2), new Identity());
    assertThat(whole.buffer("b").item()).isEqualTo(20);
    assertThat(whole.children().get("c")).isSameAs(other);
    whole.close();
  }

  @Test
  void H_177_ifAHookThrowsNothingIsStored() {
    RuntimeException thrown = new IllegalArgumentException("reg");
    Module whole = new Whole(leaf(1), constant(2), new Identity());
    HookHandle thrower =
        GlobalModuleHooks.registerParameterRegistrationHook(
            new RegistrationHook<>() {
              @Override
              public @Nullable Tensor call(Module owner, String name, Tensor value) {
                throw thrown;
              }
            });
    everywhere.add(thrower);
    List<Module> made = new ArrayList<>();
    everywhere.add(
        GlobalModuleHooks.registerModuleRegistrationHook(
            (owner, name, value) -> {
              made.add(owner);
              return null;
            }));
    assertThatThrownBy(() -> new Whole(leaf(1), constant(2), new Identity())).isSameAs(thrown);
    assertThat(made).isEmpty();
    assertThatThrownBy(() -> whole.replaceParameter("p", leaf(10))).isSameAs(thrown);
    assertThat(whole.parameter("p").item()).isEqualTo(1);
    thrower.close();
    whole.replaceParameter("p", leaf(10)).close();
    assertThat(whole.parameter("p").item()).isEqualTo(10);
    whole.close();
  }

  @Test
  void aRecordedTensorCannotBeAParameter() {
    Tensor recorded = leaf(2).mul(3);
    assertThatThrownBy(() -> new HookModules.Lin(recorded))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("recorded by Mul")
        .hasMessageContaining("detach()");
  }
}
