package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.Node;
import dev.pendant.autograd.PassOption;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Gradients kept by recorded tensors: section 4 of the hook specification. Extend it as {@link
 * OperatorTck}.
 */
public abstract class RetainGradTck extends HookTckBase {

  @Test
  void H_048_retainGradStoresAfterAllTensorHooks() {
    Tensor x = leaf(3);
    Tensor a = x.mul(2);
    a.retainGrad();
    a.registerHook(gradient -> gradient.mul(10));
    a.registerHook(gradient -> gradient.add(1));
    Autograd.backward(a.mul(a));
    assertThat(grad(a)).isEqualTo(121);
    assertThat(grad(x)).isEqualTo(242);
  }

  @Test
  void H_049_choice_retainGradStoresBeforeThePreHooksOfTheNode() {
    Tensor x = leaf(3);
    Tensor a = x.mul(2);
    a.retainGrad();
    a.registerHook(gradient -> gradient.mul(10));
    a.registerHook(gradient -> gradient.add(1));
    Node made = Objects.requireNonNull(a.node());
    made.registerPreHook(gradOutputs -> Tensors.of(gradOutputs.single().mul(100)));
    Autograd.backward(a.mul(a));
    assertThat(grad(a)).isEqualTo(121);
    assertThat(grad(x)).isEqualTo(24200);
  }

  @Test
  void H_050_insideATensorHookTheRetainedGradientIsNotYetSet() {
    Tensor x = leaf(3);
    Tensor a = x.mul(2);
    a.retainGrad();
    a.registerHook(
        gradient -> {
          log.add(a.grad() == null);
          return null;
        });
    Autograd.backward(a.mul(a));
    assertThat(log).containsExactly(true);
    assertThat(grad(a)).isEqualTo(12);
  }

  @Test
  void H_051_retainingTwiceIsOnceAndTheGradientAccumulatesOverPasses() {
    Tensor x = leaf(3);
    Tensor a = x.mul(2);
    assertThat(a.retainsGrad()).isFalse();
    assertThat(a.retainGrad().retainGrad()).isSameAs(a);
    assertThat(a.retainsGrad()).isTrue();
    Tensor y = a.mul(a);
    Autograd.backward(y, PassOption.RETAIN_GRAPH);
    assertThat(grad(a)).isEqualTo(12);
    Autograd.backward(y, PassOption.RETAIN_GRAPH);
    assertThat(grad(a)).isEqualTo(24);
  }

  @Test
  void H_052_onALeafItDoesNothingAndWithoutAGradientItIsRefused() {
    Tensor x = leaf(3);
    x.retainGrad();
    assertThat(x.retainsGrad()).isFalse();
    Autograd.backward(x.mul(2));
    assertThat(grad(x)).isEqualTo(2);

    Tensor c = constant(1);
    assertThatThrownBy(c::retainGrad)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot retain the gradient")
        .hasMessageContaining("float32[]");
    assertThat(c.retainsGrad()).isFalse();
  }

  // H-053, retain_grad moving along with an in-place operator, waits for such operators.

  @Test
  void H_056_choice_gradTooFillsARetainedGradientWithTheHookedValue() {
    Tensor x = leaf(2);
    Tensor a = x.mul(2);
    a.retainGrad();
    a.registerHook(gradient -> gradient.mul(3));
    assertThat(Autograd.grad(a.mul(a), List.of(x)).single().item()).isEqualTo(48);
    assertThat(grad(a)).isEqualTo(24);
    assertThat(x.grad()).isNull();
  }

  @Test
  void aTensorThatRetainsNothingHasNoGradient() {
    Tensor a = leaf(3).mul(2);
    Autograd.backward(a.mul(a));
    assertThat(a.grad()).isNull();
  }

  @Test
  void aRetainedGradientIsUntouchedByAPassThatDoesNotComeBy() {
    Tensor x = leaf(3);
    Tensor a = x.mul(2);
    a.retainGrad();
    Autograd.backward(x.mul(5));
    assertThat(a.grad()).isNull();
  }

  @Test
  void aClearedGradientStartsAnew() {
    Tensor a = leaf(3).mul(2);
    a.retainGrad();
    Tensor y = a.mul(a);
    Autograd.backward(y, PassOption.RETAIN_GRAPH);
    a.clearGrad();
    assertThat(a.grad()).isNull();
    Autograd.backward(y, PassOption.RETAIN_GRAPH);
    assertThat(grad(a)).isEqualTo(12);
  }

  @Test
  void aRetainedGradientOutlivesTheScopeOfThePass() {
    Tensor x = leaf(3);
    Tensor a = x.mul(2);
    a.retainGrad();
    Tensor y = a.mul(a);
    try (Scope pass = Scope.open()) {
      Autograd.backward(y);
    }
    assertThat(grad(a)).isEqualTo(12);
  }

  @Test
  void aClosedTensorRetainsNothingAndDisturbsNobody() {
    Tensor x = leaf(3);
    Tensor a = x.mul(2);
    a.retainGrad();
    Tensor y = a.mul(a);
    a.close();
    Autograd.backward(y);
    assertThat(grad(x)).isEqualTo(24);
  }
}
