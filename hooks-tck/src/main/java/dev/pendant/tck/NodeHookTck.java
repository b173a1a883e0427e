package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.Node;
import dev.pendant.hook.HookException;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.NodeHook;
import dev.pendant.hook.NodePreHook;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Hooks on the nodes of the tape: section 9 of the hook specification. Extend it as {@link
 * OperatorTck}.
 *
 * <p>H-096 and H-082 (iii) wait for an operator with several outputs.
 */
public abstract class NodeHookTck extends HookTckBase {

  private static Node node(Tensor tensor) {
    return Objects.requireNonNull(tensor.node(), () -> tensor + " is not on the tape");
  }

  /** Logs {@code [gradInputs, gradOutputs]}. */
  private NodeHook logsBoth() {
    return (gradInputs, gradOutputs) -> {
      log.add(Slots.of(Slots.values(gradInputs), Slots.values(gradOutputs)));
      return null;
    };
  }

  private NodeHook logsAfter(String name) {
    return (gradInputs, gradOutputs) -> {
      log.add(name);
      return null;
    };
  }

  private NodePreHook logsBefore(String name) {
    return gradOutputs -> {
      log.add(name);
      return null;
    };
  }

  @Test
  void H_087_postHookSeesInputsAndOutputsAndReplacesThoseOfTheInputs() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    Tensor p = x.mul(w);
    node(p)
        .registerHook(
            (gradInputs, gradOutputs) -> {
              log.add(Slots.of(Slots.values(gradInputs), Slots.values(gradOutputs)));
              return gradInputs.with(0, gradInputs.get(0).mul(10));
            });
    Autograd.backward(p.mul(5));
    assertThat(log).containsExactly(Slots.of(Slots.of(15.0, 10.0), Slots.of(5.0)));
    assertThat(grad(x)).isEqualTo(150);
    assertThat(grad(w)).isEqualTo(10);
  }

  @Test
  void H_088_preHookReplacesWhatTheNodeReceives() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    Tensor p = x.mul(w);
    node(p).registerPreHook(gradOutputs -> Tensors.of(gradOutputs.single().mul(10)));
    Autograd.backward(p.mul(5));
    assertThat(grad(x)).isEqualTo(150);
    assertThat(grad(w)).isEqualTo(100);
  }

  @Test
  void H_089_aroundANodeRunTensorHooksPreHooksTheNodePostHooks() {
    Tensor x = leaf(2);
    Tensor p = x.mul(3);
    // Registered the other way round: the kind decides, then the order of registration.
    node(p)
        .registerHook(
            (gradInputs, gradOutputs) -> {
              log.add(Slots.of("post1", Slots.values(gradInputs), Slots.values(gradOutputs)));
              return gradInputs.with(0, gradInputs.get(0).add(1));
            });
    node(p)
        .registerHook(
            (gradInputs, gradOutputs) -> {
              log.add(Slots.of("post2", Slots.values(gradInputs), Slots.values(gradOutputs)));
              return null;
            });
    node(p)
        .registerPreHook(
            gradOutputs -> {
              log.add(Slots.of("pre1", Slots.values(gradOutputs)));
              return Tensors.of(gradOutputs.single().mul(10));
            });
    node(p)
        .registerPreHook(
            gradOutputs -> {
              log.add(Slots.of("pre2", Slots.values(gradOutputs)));
              return null;
            });
    p.registerHook(
        gradient -> {
          log.add(Slots.of("tensor", value(gradient)));
          return gradient.add(1);
        });
    x.registerHook(
        gradient -> {
          log.add(Slots.of("x", value(gradient)));
          return null;
        });
    Autograd.backward(p.mul(5));
    assertThat(log)
        .containsExactly(
            Slots.of("tensor", 5.0),
            Slots.of("pre1", Slots.of(6.0)),
            Slots.of("pre2", Slots.of(60.0)),
            Slots.of("post1", Slots.of(180.0, null), Slots.of(60.0)),
            Slots.of("post2", Slots.of(181.0, null), Slots.of(60.0)),
            Slots.of("x", 181.0));
    assertThat(grad(x)).isEqualTo(181);
  }

  @Test
  void H_090_anEmptySlotFromAPostHookMeansThatNoGradientFlowsThere() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    Tensor y = x.mul(w);
    x.registerHook(logs("x"));
    node(y).registerHook((gradInputs, gradOutputs) -> gradInputs.with(0, null));
    Autograd.backward(y);
    assertThat(x.grad()).isNull();
    assertThat(grad(w)).isEqualTo(2);
    assertThat(log).isEmpty();
  }

  @Test
  void H_090_anEmptySlotFromAPreHookMeansThatNoGradientArrives() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    Tensor y = x.mul(w);
    node(y).registerPreHook(gradOutputs -> gradOutputs.with(0, null));
    node(y).registerHook(logsBoth());
    Autograd.backward(y);
    assertThat(x.grad()).isNull();
    assertThat(w.grad()).isNull();
    assertThat(log).containsExactly(Slots.of(Slots.of(null, null), Slots.of((Object) null)));
  }

  /** PyTorch calls both hooks with null; here they are not called, as no gradient is there. */
  @Test
  void H_064_choice_whereNoGradientFlowsNoHookOfTheLeafFires() {
    Tensor p = leaf(2);
    Tensor q = leaf(3);
    p.registerHook(logs("p"));
    q.registerHook(logs("q"));
    q.registerPostAccumulateGradHook(leaf -> log.add("q post"));
    Tensor y = p.mul(q);
    node(y).registerHook((gradInputs, gradOutputs) -> gradInputs.with(1, null));
    Autograd.backward(y);
    assertThat(log).containsExactly("p");
    assertThat(grad(p)).isEqualTo(3);
    assertThat(q.grad()).isNull();
  }

  @Test
  void whatLiesBehindAnEmptiedSlotIsPassedByWithoutAGradient() {
    Tensor x = leaf(2);
    Tensor a = x.mul(3);
    Tensor y = a.mul(5);
    Tensor other = x.mul(7);
    node(y).registerHook((gradInputs, gradOutputs) -> gradInputs.with(0, null));
    node(a).registerHook(logsAfter("a"));
    Autograd.backward(y.add(other));
    assertThat(grad(x)).isEqualTo(7);
    assertThat(log).isEmpty();
  }

  @Test
  void H_091_anInputWithoutGradientHasAnEmptySlotThatCannotBeFilled() {
    Tensor x = leaf(2);
    Tensor y = x.mul(3);
    node(y).registerHook(logsBoth());
    node(y).registerHook((gradInputs, gradOutputs) -> gradInputs.with(1, constant(1)));
    assertThatThrownBy(() -> Autograd.backward(y))
        .isInstanceOf(HookException.class)
        .hasMessageContaining("Mul")
        .hasMessageContaining("slot 1")
        .hasMessageContaining("empty");
    assertThat(log).containsExactly(Slots.of(Slots.of(3.0, null), Slots.of(1.0)));
    assertThat(x.grad()).isNull();
  }

  // H-092 also refuses a bare tensor and a list; a hook here can only return Tensors.

  @Test
  void H_092_aPostHookMustReturnAsManySlotsOfTheSameShapeAndType() {
    Tensor f64 = Tensor.of(backend(), new double[] {1});
    for (Tensors wrong :
        List.of(
            Tensors.none(),
            Tensors.of(constant(1)),
            Tensors.of(constant(1), constant(1), constant(1)),
            Tensors.of(vector(1f), constant(1)),
            Tensors.of(constant(1), f64))) {
      Tensor x = leaf(2);
      Tensor w = leaf(3);
      Tensor y = x.mul(w);
      node(y).registerHook((gradInputs, gradOutputs) -> wrong);
      assertThatThrownBy(() -> Autograd.backward(y))
          .isInstanceOf(HookException.class)
          .hasMessageContaining("hook on the node Mul")
          .hasMessageContaining(wrong.size() == 2 ? "float32[]" : wrong.size() + " slots");
      assertThat(Arrays.asList(x.grad(), w.grad())).containsOnlyNulls();
    }
  }

  @Test
  void H_092_aPreHookMustReturnAsManySlotsOfTheSameShapeAndType() {
    Tensor f64 = Tensor.of(backend(), new double[] {1});
    for (Tensors wrong :
        List.of(
            Tensors.none(),
            Tensors.of(constant(1), constant(1)),
            Tensors.of(vector(1f)),
            Tensors.of(f64))) {
      Tensor x = leaf(2);
      Tensor y = x.mul(3);
      node(y).registerPreHook(gradOutputs -> wrong);
      assertThatThrownBy(() -> Autograd.backward(y))
          .isInstanceOf(HookException.class)
          .hasMessageContaining("pre-hook on the node Mul")
          .hasMessageContaining(wrong.size() == 1 ? "float32[]" : wrong.size() + " slots");
      assertThat(x.grad()).isNull();
    }
  }

  @Test
  void H_093_nodeHooksFireOnlyIfTheNodeRuns() {
    Tensor x = leaf(2);
    Tensor a = x.mul(2);
    Tensor y = a.mul(a);
    node(a).registerPreHook(logsBefore("pre"));
    node(a).registerHook(logsAfter("post"));
    Autograd.grad(y, List.of(a));
    assertThat(log).isEmpty();
    Autograd.grad(y, List.of(a, x));
    assertThat(log).containsExactly("pre", "post");
  }

  @Test
  void H_094_aLeafsNodeHasNoInputsAndRunsInBackwardNotInGrad() {
    Tensor x = leaf(2);
    node(x).registerHook(logsBoth());
    node(x).registerPreHook(logsBefore("pre"));
    Autograd.grad(x.mul(2), List.of(x));
    assertThat(log).isEmpty();
    Autograd.backward(x.mul(2));
    assertThat(log).containsExactly("pre", Slots.of(Slots.of(), Slots.of(2.0)));
    assertThat(grad(x)).isEqualTo(2);
  }

  @Test
  void aPreHookOnALeafsNodeChangesWhatIsAdded() {
    Tensor x = leaf(2);
    node(x).registerPreHook(gradOutputs -> Tensors.of(gradOutputs.single().mul(10)));
    Autograd.backward(x.mul(2));
    assertThat(grad(x)).isEqualTo(20);
  }

  @Test
  void aPreHookOnALeafsNodeMayTakeTheGradientAway() {
    Tensor x = leaf(2);
    node(x).registerPreHook(gradOutputs -> gradOutputs.with(0, null));
    Autograd.backward(x.mul(2));
    assertThat(x.grad()).isNull();
  }

  @Test
  void H_095_choice_hooksOnALeafsNodeLastAsLongAsTheLeaf() {
    Tensor x = leaf(2);
    node(x).registerHook(logsBoth());
    System.gc();
    Autograd.backward(x.mul(2));
    assertThat(log).containsExactly(Slots.of(Slots.of(), Slots.of(2.0)));
  }

  @Test
  void aClosedHandleTakesTheHookOffAlsoBetweenForwardAndBackward() {
    Tensor y = leaf(2).mul(3);
    HookHandle before = node(y).registerPreHook(logsBefore("pre"));
    HookHandle after = node(y).registerHook(logsAfter("post"));
    before.close();
    after.close();
    after.close();
    Autograd.backward(y);
    assertThat(log).isEmpty();
  }

  @Test
  void anExceptionFromANodeHookReachesTheCallerAsItself() {
    Tensor x = leaf(2);
    RuntimeException boom = new RuntimeException("boom");
    for (boolean before : new boolean[] {true, false}) {
      Tensor y = x.mul(3);
      if (before) {
        node(y)
            .registerPreHook(
                gradOutputs -> {
                  throw boom;
                });
      } else {
        node(y)
            .registerHook(
                (gradInputs, gradOutputs) -> {
                  throw boom;
                });
      }
      assertThatThrownBy(() -> Autograd.backward(y)).isSameAs(boom);
      assertThat(x.grad()).isNull();
    }
    Autograd.backward(x.mul(3));
    assertThat(grad(x)).isEqualTo(3);
  }
}
