package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Identity;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks around a module's forward: sections 10 and 11 of the specification, and handles (17). */
public abstract class ForwardHookTck extends HookTckBase {

  private static List<Object> values(Tensors tensors) {
    return tensors.present().map(HookTckBase::value).toList();
  }

  @Test
  void H_097_preHookSeesTheModuleAndItsInputs() {
    Module mul = new HookModules.Mul();
    mul.registerForwardPreHook(
        (module, inputs) -> {
          log.add(values(inputs));
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
          log.add(values(inputs));
          log.add(values(outputs));
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
  void H_188_aForwardHookMayRunBackwardOnTheOutput() {
    HookModules.Lin lin = new HookModules.Lin(leaf(3));
    lin.registerForwardHook(
        (module, in, out) -> {
          Autograd.backward(List.of(out.single()), List.of(constant(1)), true);
          log.add(grad(lin.w));
          return null;
        });
    Autograd.backward(lin.call(constant(2)));
    assertThat(log).containsExactly(2.0);
    assertThat(grad(lin.w)).isEqualTo(4);
    lin.close();
  }

  @Test
  void containersRunTheirHooksAroundTheirChildrens() {
    Module inner = new Identity();
    Module outer = new Sequential(inner);
    for (Module each : List.of(outer, inner)) {
      String name = each == outer ? "out" : "in";
      each.registerForwardPreHook(
          (module, in) -> {
            log.add(name + ".pre");
            return null;
          });
      each.registerForwardHook(
          (module, in, out) -> {
            log.add(name + ".fwd");
            return null;
          });
    }
    outer.call(constant(1));
    assertThat(log).containsExactly("out.pre", "in.pre", "in.fwd", "out.fwd");
  }
}
