package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a hook that throws leaves behind: H-037, and the same rule for every kind on a module. */
public abstract class HookFailureTck extends ModuleHookTckBase {

  private final RuntimeException boom = new IllegalArgumentException("boom");

  /** How each kind is registered on a module with a hook that throws. */
  private final Map<String, Function<Module, HookHandle>> kinds =
      Map.of(
          "forward pre",
          module ->
              module.registerForwardPreHook(
                  (m, in) -> {
                    throw boom;
                  }),
          "forward",
          module ->
              module.registerForwardHook(
                  (m, in, out) -> {
                    throw boom;
                  }),
          "always",
          module ->
              module.registerAlwaysForwardHook(
                  (m, in, out) -> {
                    throw boom;
                  }),
          "backward pre",
          module ->
              module.registerBackwardPreHook(
                  (m, out) -> {
                    throw boom;
                  }),
          "backward",
          module ->
              module.registerBackwardHook(
                  (m, in, out) -> {
                    throw boom;
                  }));

  /** As in PyTorch nothing is rolled back; which branch runs first is not promised. */
  @Test
  void H_037_choice_whatWasAccumulatedBeforeTheExceptionStays() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    Tensor a = x.mul(2);
    a.registerHook(
        gradient -> {
          throw boom;
        });
    Tensor y = a.add(w.mul(3));
    assertThatThrownBy(() -> Autograd.backward(y)).isSameAs(boom);
    assertThat(x.grad()).isNull();
    assertThat(gradOrNull(w)).isIn(null, 3.0);
  }

  @Test
  void anExceptionOfAnyKindOfHookReachesTheCallerAsItselfAndTheModelWorksAfterwards() {
    kinds.forEach(
        (kind, register) -> {
          Tensor x = leaf(2);
          Module inner = new HookModules.Scale(3);
          Module model = new Sequential(inner, new HookModules.Scale(5));
          HookHandle thrower = register.apply(inner);
          assertThatThrownBy(() -> Autograd.backward(model.call(x))).as(kind).isSameAs(boom);
          assertThat(x.grad()).as(kind).isNull();
          assertThat(GradMode.isEnabled()).as(kind).isTrue();
          thrower.close();
          Autograd.backward(model.call(x));
          assertThat(grad(x)).as(kind).isEqualTo(15);
        });
  }

  @Test
  void afterAnExceptionNoCallIsTakenToBeRunning() {
    kinds.forEach(
        (kind, register) -> {
          Module inner = new HookModules.Scale(3);
          Module model = new Sequential(inner);
          HookHandle thrower = register.apply(inner);
          assertThatThrownBy(() -> Autograd.backward(model.call(leaf(2)))).isSameAs(boom);
          thrower.close();
          for (Module each : List.of(inner, model)) {
            assertThatThrownBy(each::callIndex).as(kind).isInstanceOf(IllegalStateException.class);
          }
          inner.registerForwardHook(
              ForwardHook.observing((module, in, out) -> log.add(module.callIndex())));
          model.call(constant(1));
          assertThat(log).as(kind).containsExactly(0);
          log.clear();
        });
  }
}
