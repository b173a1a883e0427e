package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.autograd.Node;
import dev.pendant.autograd.PassOption;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * {@code grad} and {@code backwardInto}: section 5 of the hook specification. Extend it as {@link
 * OperatorTck}.
 */
public abstract class GradFunctionTck extends HookTckBase {

  private void logNode(Tensor tensor) {
    Node node = Objects.requireNonNull(tensor.node());
    node.registerPreHook(
        gradOutputs -> {
          log.add("pre");
          return null;
        });
    node.registerHook(
        (gradInputs, gradOutputs) -> {
          log.add("post");
          return null;
        });
  }

  private void backwardInto(Tensor root, Tensor... inputs) {
    Autograd.backwardInto(List.of(root), List.of(constant(1)), List.of(inputs));
  }

  @Test
  void H_054_gradFiresHooksReturnsTheHookedValueAndTouchesNoGrad() {
    Tensor x = leaf(2);
    x.registerHook(
        gradient -> {
          log.add(value(gradient));
          return gradient.mul(3);
        });
    Tensors answer = Autograd.grad(x.mul(x), List.of(x));
    assertThat(log).containsExactly(4.0);
    assertThat(answer.single().item()).isEqualTo(12);
    assertThat(x.grad()).isNull();
  }

  @Test
  void H_055_gradOfANonLeafFiresItsHookButNoNodeHookAndNothingUpstream() {
    Tensor x = leaf(2);
    x.registerHook(logs("x"));
    Tensor a = x.mul(2);
    a.registerHook(
        gradient -> {
          log.add("a");
          return gradient.mul(3);
        });
    logNode(a);
    assertThat(Autograd.grad(a.mul(a), List.of(a)).single().item()).isEqualTo(24);
    assertThat(log).containsExactly("a");
  }

  @Test
  void H_056_choice_gradOfANonLeafIsTheHookedValueAlsoWhenMoreIsAskedForUpstream() {
    Tensor x = leaf(2);
    Tensor a = x.mul(2);
    Tensor y = a.mul(a);
    a.registerHook(gradient -> gradient.mul(3));
    assertThat(Autograd.grad(y, List.of(a)).single().item()).isEqualTo(24);
    Tensors both = Autograd.grad(y, List.of(a, x));
    assertThat(both.get(0).item()).isEqualTo(24);
    assertThat(both.get(1).item()).isEqualTo(48);
  }

  // H-057 also asks for materialised zeros; there is no such option, an empty slot stays empty.

  @Test
  void H_057_anUnusedInputsSlotIsEmptyAndItsHookDoesNotFire() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    w.registerHook(logs());
    Tensors answer = Autograd.grad(x.mul(2), List.of(x, w));
    assertThat(answer.get(0).item()).isEqualTo(2);
    assertThat(answer.isPresent(1)).isFalse();
    assertThat(log).isEmpty();
  }

  @Test
  void H_058_backwardIntoSomeLeavesRunsOnlyTheirHooks() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    x.registerHook(logs("x"));
    w.registerHook(logs("w"));
    backwardInto(x.mul(w), x);
    assertThat(log).containsExactly("x");
    assertThat(grad(x)).isEqualTo(3);
    assertThat(w.grad()).isNull();
  }

  @Test
  void H_059_backwardIntoANonLeafFillsItsGradientWithTheHookedValueAndStops() {
    Tensor x = leaf(2);
    x.registerHook(logs("x"));
    Tensor a = x.mul(2);
    a.registerHook(
        gradient -> {
          log.add("a");
          return gradient.mul(3);
        });
    backwardInto(a.mul(a), a);
    assertThat(log).containsExactly("a");
    assertThat(grad(a)).isEqualTo(24);
    assertThat(x.grad()).isNull();
  }

  /**
   * PyTorch runs the node and announces that this may change; here it does as {@code grad} does.
   */
  @Test
  void H_060_choice_backwardIntoANonLeafDoesNotRunItsNode() {
    Tensor x = leaf(2);
    Tensor a = x.mul(2);
    a.registerHook(logs("a"));
    logNode(a);
    backwardInto(a.mul(a), a);
    assertThat(log).containsExactly("a");
  }

  @Test
  void H_061_inARecordedPassAHookRunsWithGradModeOnAndIsDifferentiated() {
    Tensor x = leaf(2);
    x.registerHook(
        gradient -> {
          log.add(GradMode.isEnabled());
          return gradient.mul(gradient);
        });
    Tensor y = x.mul(x).mul(x);
    Tensor once =
        Autograd.grad(List.of(y), List.of(x), List.of(constant(1)), PassOption.CREATE_GRAPH)
            .single();
    assertThat(once.item()).isEqualTo(144);
    assertThat(Autograd.grad(once, List.of(x)).single().item()).isEqualTo(82944);
    assertThat(log).containsExactly(true, false);
  }

  @Test
  void gradWalksOnlyWhatLiesBetween() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    Tensor besides = w.mul(7);
    besides.registerHook(logs("besides"));
    Tensor y = x.mul(x).add(besides);
    assertThat(Autograd.grad(y, List.of(x)).single().item()).isEqualTo(4);
    assertThat(log).isEmpty();
    assertThat(w.grad()).isNull();
  }

  @Test
  void backwardIntoANonLeafAndALeafBehindItFillsBothWithTheHookedFlow() {
    Tensor x = leaf(2);
    Tensor a = x.mul(2);
    a.registerHook(gradient -> gradient.mul(3));
    backwardInto(a.mul(a), a, x);
    assertThat(grad(a)).isEqualTo(24);
    assertThat(grad(x)).isEqualTo(48);
  }

  @Test
  void backwardIntoATensorThatRetainsItsGradientAddsOnce() {
    Tensor a = leaf(2).mul(2);
    a.retainGrad();
    backwardInto(a.mul(a), a);
    assertThat(grad(a)).isEqualTo(8);
  }

  @Test
  void aTensorNamedTwiceIsAddedToOnce() {
    Tensor x = leaf(2);
    backwardInto(x.mul(3), x, x);
    assertThat(grad(x)).isEqualTo(3);
    Tensor a = x.mul(2);
    backwardInto(a.mul(3), a, a);
    assertThat(grad(a)).isEqualTo(3);
  }

  @Test
  void backwardIntoAddsToWhatWasThere() {
    Tensor x = leaf(2);
    backwardInto(x.mul(3), x);
    backwardInto(x.mul(3), x);
    assertThat(grad(x)).isEqualTo(6);
  }

  @Test
  void backwardIntoWhatTheRootDoesNotDependOnLeavesItWithout() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    backwardInto(x.mul(3), x, w);
    assertThat(grad(x)).isEqualTo(3);
    assertThat(w.grad()).isNull();
  }

  @Test
  void anInputWithoutGradientIsRefused() {
    Tensor y = leaf(2).mul(3);
    Tensor c = constant(1);
    assertThatThrownBy(() -> backwardInto(y, c))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("input")
        .hasMessageContaining("requires no gradient");
    assertThatThrownBy(() -> Autograd.grad(y, List.of(c)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("requires no gradient");
  }

  @Test
  void noInputsAtAllAreRefused() {
    Tensor y = leaf(2).mul(3);
    assertThatThrownBy(() -> backwardInto(y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("input");
    assertThatThrownBy(() -> Autograd.grad(y, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("input");
  }
}
