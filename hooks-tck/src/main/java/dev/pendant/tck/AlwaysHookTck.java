package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.hook.AlwaysForwardHook;
import dev.pendant.nn.Layer;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Forward hooks that also run when the call fails: section 11 of the specification. */
public abstract class AlwaysHookTck extends ModuleHookTckBase {

  /** Logs {@code [name, inputs, outputs]}, the outputs null where there are none yet. */
  private AlwaysForwardHook logsAll(String name) {
    return (module, inputs, outputs) -> {
      log.add(Slots.of(name, Slots.values(inputs), valuesOrNull(outputs)));
      return null;
    };
  }

  private AlwaysForwardHook logsAlways(String name) {
    return (module, inputs, outputs) -> {
      log.add(name);
      return null;
    };
  }

  private static @Nullable Object valuesOrNull(@Nullable Tensors outputs) {
    return outputs == null ? null : Slots.values(outputs);
  }

  private static RuntimeException fails(String message) {
    return new IllegalArgumentException(message);
  }

  @Test
  void H_118_whereForwardThrowsItRunsWithoutOutputsAndTheOthersDoNot() {
    Module bad = new HookModules.Bad();
    bad.registerForwardHook(logsForward("normal"));
    bad.registerAlwaysForwardHook(logsAll("always"));
    bad.registerAlwaysForwardHook(logsAll("second"));
    assertThatThrownBy(() -> bad.call(constant(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("fwd failed");
    assertThat(log)
        .containsExactly(
            Slots.of("always", Slots.of(2.0), null), Slots.of("second", Slots.of(2.0), null));
  }

  @Test
  void H_118_whereNothingFailsItIsAnOrdinaryHookAndRunsOnce() {
    Module mul = new HookModules.Mul();
    mul.registerAlwaysForwardHook(
        (module, inputs, outputs) -> {
          log.add("always");
          return outputs == null ? null : Tensors.of(outputs.single().add(1));
        });
    assertThat(mul.call(constant(2)).item()).isEqualTo(3);
    assertThat(log).containsExactly("always");
  }

  @Test
  void H_119_afterAForwardHookThrewItSeesTheOutputSoFarAndNoneRunsTwice() {
    Module mul = new HookModules.Mul();
    mul.registerAlwaysForwardHook(logsAlways("A"));
    mul.registerForwardHook(
        (module, inputs, outputs) -> {
          log.add("throw");
          throw fails("hk");
        });
    mul.registerAlwaysForwardHook(logsAll("B"));
    mul.registerForwardHook(logsForward("C"));
    assertThatThrownBy(() -> mul.call(constant(2))).hasMessage("hk");
    assertThat(log).containsExactly("A", "throw", Slots.of("B", Slots.of(2.0), Slots.of(2.0)));
  }

  @Test
  void H_119_afterAPreHookThrewItSeesTheInputsAndNoOutput() {
    Module mul = new HookModules.Mul();
    mul.registerForwardPreHook(
        (module, inputs) -> {
          throw fails("pre");
        });
    mul.registerAlwaysForwardHook(logsAll("always"));
    assertThatThrownBy(() -> mul.call(constant(2))).hasMessage("pre");
    assertThat(log).containsExactly(Slots.of("always", Slots.of(2.0), null));
  }

  @Test
  void H_120_whatItThrowsAfterAFailureIsAddedToThatAndTheNextStillRuns() {
    Module bad = new HookModules.Bad();
    RuntimeException second = fails("hk");
    bad.registerAlwaysForwardHook(
        (module, inputs, outputs) -> {
          throw second;
        });
    bad.registerAlwaysForwardHook(logsAlways("also"));
    assertThatThrownBy(() -> bad.call(constant(2)))
        .hasMessage("fwd failed")
        .satisfies(failure -> assertThat(failure.getSuppressed()).containsExactly(second));
    assertThat(log).containsExactly("also");
  }

  @Test
  void H_120_whereNothingElseFailedWhatItThrowsReachesTheCaller() {
    Module mul = new HookModules.Mul();
    RuntimeException thrown = fails("hk");
    mul.registerAlwaysForwardHook(
        (module, inputs, outputs) -> {
          log.add("once");
          throw thrown;
        });
    assertThatThrownBy(() -> mul.call(constant(2))).isSameAs(thrown);
    assertThat(log).containsExactly("once");
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void H_121_choice_afterAFailureAReturnedValueIsWhatTheNextOneSeesAndIsThenDropped() {
    Module bad = new HookModules.Bad();
    bad.registerAlwaysForwardHook(
        (module, inputs, outputs) -> {
          log.add(Arrays.asList(valuesOrNull(outputs)));
          return Tensors.of(constant(7));
        });
    bad.registerAlwaysForwardHook(logsAll("second"));
    assertThatThrownBy(() -> bad.call(constant(2))).hasMessage("fwd failed");
    assertThat(log)
        .containsExactly(Slots.of((Object) null), Slots.of("second", Slots.of(2.0), Slots.of(7.0)));
  }

  /**
   * PyTorch skips them for interrupts; an Error of the JVM frees what a hook holds all the same.
   */
  @Test
  void H_121_choice_anErrorCountsAsAFailureToo() {
    AssertionError error = new AssertionError("stop");
    Module stops =
        new Layer() {
          @Override
          protected Tensor forward(Tensor x) {
            throw error;
          }
        };
    stops.registerAlwaysForwardHook(logsAlways("always"));
    assertThatThrownBy(() -> stops.call(constant(2))).isSameAs(error);
    assertThat(log).containsExactly("always");
  }

  @Test
  void H_122_asTheExceptionUnwindsInnerOnesRunBeforeOuterOnes() {
    Module inner = new HookModules.Bad();
    Module outer = new Sequential(inner);
    outer.registerAlwaysForwardHook(logsAlways("outer"));
    inner.registerAlwaysForwardHook(logsAlways("inner"));
    assertThatThrownBy(() -> outer.call(constant(2))).hasMessage("fwd failed");
    assertThat(log).isEqualTo(List.of("inner", "outer"));
  }
}
