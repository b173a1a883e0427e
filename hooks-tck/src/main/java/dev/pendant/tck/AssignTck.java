package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.hook.ForwardHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.TensorHook;
import dev.pendant.nn.Module;
import dev.pendant.nn.Sequential;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Hooks and {@link Tensor#assign}, which is what an in-place operator is here: sections 3 and 4 of
 * the specification, H-066, H-112 and H-144.
 */
public abstract class AssignTck extends ModuleHookTckBase {

  private TensorHook logsValue(String name) {
    return TensorHook.observing(gradient -> log.add(Slots.of(name, value(gradient))));
  }

  @Test
  void H_039_choice_assigningToTheGradientInAHookChangesNothing() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    x.registerHook(TensorHook.observing(gradient -> gradient.assign(gradient.mul(10))));
    Autograd.backward(x.add(w));
    assertThat(grad(x)).isEqualTo(1);
    assertThat(grad(w)).isEqualTo(1);
  }

  @Test
  void H_040_choice_theCallersSeedIsOutOfAHooksReach() {
    Tensor x = leaf(2);
    Tensor y = x.mul(3);
    Tensor seed = constant(5);
    y.registerHook(TensorHook.observing(gradient -> gradient.assign(gradient.mul(2))));
    Autograd.backward(y, seed);
    assertThat(seed.item()).isEqualTo(5);
    assertThat(grad(x)).isEqualTo(15);
  }

  @Test
  void H_041_hooksAreThoseOfTheValueTheTensorHadWhenTheyWereRegistered() {
    Tensor x = leaf(3);
    Tensor t = x.mul(2);
    t.registerHook(logsValue("A"));
    t.assign(t.mul(5));
    t.registerHook(logsValue("B"));
    Autograd.backward(t);
    assertThat(log).containsExactly(Slots.of("B", 1.0), Slots.of("A", 5.0));
    assertThat(grad(x)).isEqualTo(10);
  }

  @Test
  void H_042_bothMayReplaceTheGradientTheNewOneFirst() {
    Tensor x = leaf(3);
    Tensor t = x.mul(2);
    t.registerHook(logsValue("A"));
    t.registerHook(gradient -> gradient.mul(7));
    t.assign(t.mul(5));
    t.registerHook(logsValue("B"));
    t.registerHook(gradient -> gradient.mul(2));
    Autograd.backward(t);
    assertThat(log).containsExactly(Slots.of("B", 1.0), Slots.of("A", 10.0));
    assertThat(grad(x)).isEqualTo(140);
  }

  @Test
  void H_043_theHandleStillTakesAHookOffTheOldValue() {
    Tensor x = leaf(3);
    Tensor t = x.mul(2);
    HookHandle handle = t.registerHook(logsValue("A"));
    t.assign(t.mul(5));
    handle.close();
    Autograd.backward(t);
    assertThat(log).isEmpty();
    assertThat(grad(x)).isEqualTo(10);
  }

  @Test
  void H_044_assigningASliceIsAssigning() {
    Tensor x = leafVector(1, 2);
    Tensor a = x.mul(2);
    a.registerHook(logsValue("A"));
    a.assign(Operators.apply(new Op.Concat(0), vector(0), a.slice(0, 1, 2)));
    a.registerHook(logsValue("B"));
    Autograd.backward(a.sum());
    assertThat(log)
        .containsExactly(Slots.of("B", List.of(1.0, 1.0)), Slots.of("A", List.of(0.0, 1.0)));
    assertThat(gradOrNull(x)).isEqualTo(List.of(0.0, 2.0));
  }

  /** PyTorch drops the hooks of all views of what was written to; here nothing is a view. */
  @Test
  void H_045_choice_assigningToOneSliceLeavesTheOthersAndTheirHooks() {
    Tensor base = leafVector(1).mul(1);
    Tensor v = base.slice(0, 0, 1);
    Tensor v2 = base.slice(0, 0, 1);
    v.registerHook(logsValue("v"));
    v2.registerHook(logsValue("v2"));
    v.assign(v.mul(2));
    assertThat(value(v2)).isEqualTo(List.of(1.0));
    v2.registerHook(logsValue("v2 again"));
    Autograd.backward(v.add(v2).sum());
    assertThat(log)
        .containsExactlyInAnyOrder(
            Slots.of("v", List.of(2.0)),
            Slots.of("v2", List.of(1.0)),
            Slots.of("v2 again", List.of(1.0)));
  }

  @Test
  void H_046_anOptimisersStepKeepsTheHooksOfTheLeaf() {
    Tensor w = leaf(1);
    w.registerHook(logs());
    Autograd.backward(w.mul(w));
    try (GradMode.Guard off = Autograd.noGrad()) {
      w.assign(w.sub(0.5));
    }
    Autograd.backward(w.mul(w));
    assertThat(log).containsExactly(2.0, 1.0);
  }

  @Test
  void H_046_soDoesOtherData() {
    Tensor w = leaf(1);
    w.registerHook(logs());
    w.setData(constant(0.5));
    Autograd.backward(w.mul(w));
    assertThat(log).containsExactly(1.0);
  }

  @Test
  void H_047_aLeafThatRequiresAGradientIsNotAssignedToWhereThatIsRecorded() {
    Tensor w = leaf(1);
    assertThatThrownBy(() -> w.assign(w.mul(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("noGrad");
    w.registerHook(logs());
    assertThatThrownBy(() -> w.assign(w.mul(2))).isInstanceOf(IllegalStateException.class);
    assertThat(w.item()).isEqualTo(1);
  }

  /** What is copied into is recorded, as PyTorch's {@code a.copy_(w)} is. */
  @Test
  void whatALeafIsAssignedToIsNoLeafAndMayBeAssignedToAgain() {
    Tensor w = leaf(3);
    Tensor a = w.detach().assign(w);

    assertThat(a.isLeaf()).isFalse();
    assertThat(w.isLeaf()).isTrue();
    a.assign(a.mul(5));
    a.backward();
    assertThat(Objects.requireNonNull(w.grad()).item()).isEqualTo(5);
    assertThat(w.item()).isEqualTo(3);
  }

  @Test
  void H_053_aRetainedGradientIsThatOfTheLatestValue() {
    Tensor x = leaf(3);
    Tensor t = x.mul(2);
    t.registerHook(logs());
    t.retainGrad();
    t.assign(t.mul(5));
    Autograd.backward(t);
    assertThat(log).containsExactly(5.0);
    assertThat(grad(t)).isEqualTo(1);
  }

  @Test
  void H_066_aPostAccumulateHookMayUpdateTheLeafAndClearItsGradient() {
    Tensor w = leaf(1);
    w.registerPostAccumulateGradHook(
        leaf -> {
          Tensor gradient = Objects.requireNonNull(leaf.grad());
          leaf.assign(leaf.sub(gradient.mul(0.1)));
          leaf.clearGrad();
        });
    Autograd.backward(w.mul(w));
    assertThat(w.toFloatArray()).containsExactly(0.8f);
    assertThat(w.grad()).isNull();
  }

  @Test
  void H_112_choice_theCallerSeesWhatAForwardHookAssignedToTheOutput() {
    Module mul = new HookModules.Mul();
    mul.registerForwardHook(
        ForwardHook.observing(
            (module, inputs, outputs) -> outputs.single().assign(outputs.single().add(5))));
    assertThat(mul.call(constant(2)).item()).isEqualTo(7);
  }

  @Test
  void H_144_whatCrossesTheEdgeOfACallWithBackwardHooksIsNotAssignedTo() {
    for (boolean before : new boolean[] {true, false}) {
      Module scale = new HookModules.Scale(3);
      Module relu = new HookModules.InPlaceRelu();
      for (Module each : List.of(scale, relu)) {
        if (before) {
          each.registerBackwardPreHook(logsBackwardPre("pre"));
        } else {
          each.registerBackwardHook(logsBackward("full"));
        }
      }
      assertThatThrownBy(() -> relu.call(leaf(2).mul(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("InPlaceRelu")
          .hasMessageContaining("new tensor");
      Tensor y = scale.call(leaf(2));
      assertThatThrownBy(() -> y.assign(y.add(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Scale");
      Module next = new Sequential(scale, new HookModules.InPlaceRelu());
      assertThatThrownBy(() -> next.call(leaf(2)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Scale");
    }
    assertThat(log).isEmpty();
  }

  @Test
  void H_144_withForwardHooksAloneItIs() {
    Module scale = new HookModules.Scale(3);
    scale.registerForwardHook(logsForward("fwd"));
    Module model = new Sequential(scale, new HookModules.InPlaceRelu());
    Tensor x = leaf(2);
    Autograd.backward(model.call(Tensors.of(x)).single());
    assertThat(grad(x)).isEqualTo(3);
    assertThat(log).containsExactly("fwd");
  }
}
