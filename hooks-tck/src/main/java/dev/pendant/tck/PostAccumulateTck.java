package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.autograd.Node;
import dev.pendant.autograd.PassOption;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.PostAccumulateGradHook;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Hooks that run when a leaf's gradient has been added to: section 7 of the hook specification.
 * Extend it as {@link OperatorTck}.
 */
public abstract class PostAccumulateTck extends HookTckBase {

  private PostAccumulateGradHook logsLeaf(Object name) {
    return leaf -> log.add(name);
  }

  /** The accumulated gradient with a number added. */
  private static void addToGradient(Tensor leaf, double more) {
    leaf.setGrad(Objects.requireNonNull(leaf.grad()).add(more));
  }

  @Test
  void H_065_itIsCalledWithTheLeafAfterTheGradientWasAdded() {
    Tensor w = leaf(1);
    w.registerPostAccumulateGradHook(
        leaf -> log.add(Slots.of(leaf == w, gradOrNull(leaf), GradMode.isEnabled())));
    Tensor y = workedExample(constant(2), w);
    Autograd.backward(y, PassOption.RETAIN_GRAPH);
    Autograd.backward(y, PassOption.RETAIN_GRAPH);
    assertThat(log).containsExactly(Slots.of(true, 5.0, false), Slots.of(true, 10.0, false));
  }

  /** The half of H-066 that needs no change in place; the leaf's own update waits for that. */
  @Test
  void itMayTakeTheGradientAndClearIt() {
    Tensor w = leaf(1);
    w.registerPostAccumulateGradHook(
        leaf -> {
          log.add(gradOrNull(leaf));
          leaf.clearGrad();
        });
    Autograd.backward(w.mul(w));
    assertThat(w.grad()).isNull();
    Autograd.backward(w.mul(w));
    assertThat(w.grad()).isNull();
    assertThat(log).containsExactly(2.0, 2.0);
  }

  @Test
  void H_067_itMayEditTheGradientAndTheNextPassAddsToThat() {
    Tensor w = leaf(1);
    w.registerPostAccumulateGradHook(
        leaf -> {
          log.add(gradOrNull(leaf));
          if (grad(leaf) > 2) {
            leaf.setGrad(constant(2));
          }
        });
    Autograd.backward(w.mul(5));
    assertThat(grad(w)).isEqualTo(2);
    Autograd.backward(w.mul(5));
    assertThat(grad(w)).isEqualTo(2);
    assertThat(log).containsExactly(5.0, 7.0);
  }

  /**
   * PyTorch's test ends with {@code .grad = grad_out * 10} and gives 3, because there the edited
   * {@code .grad} and {@code grad_out} are one buffer. Here what a hook is handed is private to it,
   * so the node's post-hook multiplies the gradient itself, and sees -0.2 as the one that arrived.
   */
  @Test
  void H_068_onOneLeafRunTensorHooksPreHooksAccumulationPostAccumulateHooksPostHooks() {
    Tensor w = leaf(7);
    Node node = Objects.requireNonNull(w.node());
    node.registerHook(
        (gradInputs, gradOutputs) -> {
          assertThat(gradOutputs.single().item()).isCloseTo(-0.2, within(1e-6));
          w.setGrad(Objects.requireNonNull(w.grad()).mul(10));
          return null;
        });
    w.registerPostAccumulateGradHook(leaf -> addToGradient(leaf, 0.5));
    node.registerPreHook(gradOutputs -> Tensors.of(gradOutputs.single().div(5)));
    w.registerHook(gradient -> gradient.sub(2));
    Autograd.backward(w.mul(1));
    assertThat(grad(w)).isCloseTo(3, within(1e-5));
  }

  @Test
  void H_069_severalRunInOrderAndARemovedOneStops() {
    Tensor w = leaf(1);
    HookHandle first = w.registerPostAccumulateGradHook(logsLeaf(1));
    w.registerPostAccumulateGradHook(logsLeaf(2));
    Autograd.backward(w.mul(5));
    first.close();
    Autograd.backward(w.mul(5));
    assertThat(log).containsExactly(1, 2, 2);
  }

  @Test
  void H_070_itIsForLeavesThatRequireAGradient() {
    Tensor recorded = leaf(2).mul(2);
    assertThatThrownBy(() -> recorded.registerPostAccumulateGradHook(logsLeaf("never")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("needs a leaf")
        .hasMessageContaining("hook the leaf");
    Tensor c = constant(1);
    assertThatThrownBy(() -> c.registerPostAccumulateGradHook(logsLeaf("never")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("requires a gradient")
        .hasMessageContaining("requireGrad()");
  }

  /** PyTorch refuses a returned value when the hook has run; here there is no way to return one. */
  @Test
  void H_071_theTypeLeavesNothingToReturn() throws NoSuchMethodException {
    assertThat(PostAccumulateGradHook.class.getMethod("call", Tensor.class).getReturnType())
        .isEqualTo(void.class);
  }

  @Test
  void H_072_choice_everyHookIsHandedTheLeafItself() {
    Tensor w = leaf(1);
    w.registerPostAccumulateGradHook(leaf -> addToGradient(leaf, 1));
    w.registerPostAccumulateGradHook(leaf -> log.add(Slots.of(leaf == w, gradOrNull(leaf))));
    Autograd.backward(w.mul(5));
    assertThat(log).containsExactly(Slots.of(true, 6.0));
  }

  @Test
  void H_073_gradNeverFiresItAndBackwardIntoOnlyForTheLeavesNamed() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    x.registerPostAccumulateGradHook(logsLeaf("x"));
    w.registerPostAccumulateGradHook(logsLeaf("w"));
    Tensor y = x.mul(w);
    Autograd.grad(y, List.of(x));
    assertThat(log).isEmpty();
    Autograd.backwardInto(List.of(y), List.of(constant(1)), List.of(x));
    assertThat(log).containsExactly("x");
  }

  @Test
  void H_074_ifItThrowsTheGradientIsAlreadySet() {
    Tensor w = leaf(1);
    RuntimeException boom = new RuntimeException("boom");
    w.registerPostAccumulateGradHook(
        leaf -> {
          throw boom;
        });
    Tensor y = w.mul(5);
    assertThatThrownBy(() -> Autograd.backward(y)).isSameAs(boom);
    assertThat(grad(w)).isEqualTo(5);
  }

  @Test
  void H_075_gradModeIsOnInsideWhenThePassIsRecorded() {
    Tensor w = leaf(3);
    w.registerPostAccumulateGradHook(leaf -> log.add(GradMode.isEnabled()));
    Tensor y = w.mul(w);
    Autograd.backward(y, PassOption.CREATE_GRAPH);
    assertThat(log).containsExactly(true);
    assertThat(GradMode.isEnabled()).isTrue();
  }

  @Test
  void H_030_choice_switchedOffBetweenForwardAndBackwardItFiresAndNothingWasAdded() {
    Tensor x = leaf(2);
    x.registerPostAccumulateGradHook(leaf -> log.add(Slots.of(gradOrNull(leaf))));
    Tensor y = x.mul(3);
    x.requireGrad(false);
    Autograd.backward(y);
    assertThat(log).containsExactly(Slots.of((Object) null));
  }

  @Test
  void aLeafThePassDoesNotReachDoesNotFire() {
    Tensor w = leaf(3);
    w.registerPostAccumulateGradHook(logsLeaf("w"));
    Autograd.backward(leaf(2).mul(2));
    assertThat(log).isEmpty();
  }

  @Test
  void setGradTakesExactlyTheLeafsKind() {
    Tensor w = leaf(1);
    for (Tensor wrong :
        List.of(vector(1f), Tensor.of(backend(), new double[] {1}), vector(1f, 2f))) {
      assertThatThrownBy(() -> w.setGrad(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("float32[]")
          .hasMessageContaining(wrong.spec().toString());
    }
    assertThat(w.grad()).isNull();
  }
}
