package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.autograd.PassOption;
import dev.pendant.hook.HookHandle;
import dev.pendant.hook.MultiGradHook;
import dev.pendant.hook.TensorHook;
import dev.pendant.tensor.Tensor;
import dev.pendant.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Hooks on several tensors: section 8 of the hook specification. Extend it as {@link OperatorTck}.
 *
 * <p>H-082 (iii), a listed tensor whose operator ran without a gradient for it, waits for an
 * operator with several outputs.
 */
public abstract class MultiGradTck extends HookTckBase {

  private void logAll(Tensors gradients) {
    log.add(Slots.values(gradients));
  }

  private void logFirst(Tensor gradient) {
    log.add(value(gradient));
  }

  @Test
  void H_076_itIsCalledOnceWhenTheLastListedTensorHasItsGradient() {
    Tensor a = leaf(2);
    Tensor b = leaf(3);
    Tensor c = a.mul(b);
    Autograd.registerMultiGradHook(List.of(a, b, c), this::logAll);
    Autograd.backward(c.mul(1));
    assertThat(log).containsExactly(Slots.of(3.0, 2.0, 1.0));
  }

  @Test
  void H_077_aTensorThePassDoesNotReachIsNotWaitedFor() {
    Tensor a = leaf(2);
    Tensor b = leaf(3);
    Tensor c = a.mul(b);
    Tensor d = a.mul(b);
    Autograd.registerMultiGradHook(List.of(a, b, c, d), this::logAll);
    Tensor y = c.mul(1);
    Autograd.backward(y, PassOption.RETAIN_GRAPH);
    Autograd.backwardInto(List.of(y), List.of(constant(1)), List.of(a));
    assertThat(log).containsExactly(Slots.of(3.0, 2.0, 1.0, null), Slots.of(3.0, null, 1.0, null));
  }

  @Test
  void H_078_choice_aListedRootCountsLikeEveryOther() {
    Tensor a = leaf(2);
    Tensor c = a.mul(3);
    HookHandle both = Autograd.registerMultiGradHook(List.of(a, c), this::logAll);
    Autograd.backward(c, PassOption.RETAIN_GRAPH);
    assertThat(log).containsExactly(Slots.of(3.0, 1.0));
    both.close();
    log.clear();

    HookHandle alone = Autograd.registerMultiGradHook(List.of(c), this::logAll);
    Autograd.backward(c, PassOption.RETAIN_GRAPH);
    assertThat(log).containsExactly(Slots.of(1.0));
    alone.close();
    log.clear();

    Autograd.registerMultiGradHook(List.of(a, c), this::logAll);
    Autograd.backward(List.of(c, a.mul(5)), List.of(constant(1), constant(1)));
    assertThat(log).containsExactly(Slots.of(8.0, 1.0));
  }

  @Test
  void H_079_itSeesTheWorkOfHooksRegisteredBeforeItOnly() {
    Tensor a = leaf(2);
    Tensor b = leaf(3);
    a.registerHook(gradient -> gradient.mul(10));
    Autograd.registerMultiGradHook(List.of(a, b), this::logAll);
    a.registerHook(gradient -> gradient.mul(100));
    Autograd.backward(a.mul(b));
    assertThat(log).containsExactly(Slots.of(30.0, 2.0));
    assertThat(grad(a)).isEqualTo(3000);
  }

  /** In PyTorch what it returns is ignored; here neither mode has a way to return anything. */
  @Test
  void H_080_gradientsCannotBeReplacedThroughIt() throws NoSuchMethodException {
    assertThat(MultiGradHook.class.getMethod("call", Tensors.class).getReturnType())
        .isEqualTo(void.class);
    Tensor a = leaf(2);
    Tensor b = leaf(3);
    Autograd.registerMultiGradHook(
        List.of(a, b), gradients -> log.add(gradients.get(0).mul(100).item()));
    Autograd.registerAnyGradHook(List.of(a), gradient -> log.add(gradient.mul(100).item()));
    Autograd.backward(a.mul(b));
    assertThat(log).containsExactlyInAnyOrder(300.0, 300.0);
    assertThat(grad(a)).isEqualTo(3);
    assertThat(grad(b)).isEqualTo(2);
  }

  @Test
  void H_081_choice_itFiresBeforeTheLastTensorAccumulatesAndMayFindOthersDone() {
    Tensor a = leaf(2);
    Tensor b = leaf(3);
    Autograd.registerMultiGradHook(
        List.of(a, b),
        gradients -> {
          log.add(a.grad() == null);
          log.add(b.grad() == null);
        });
    Autograd.backward(a.mul(b));
    // Which of the two comes last is the walk's affair.
    assertThat(log).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void H_082_itDoesNotFireWhenNoneIsReachedAndADuplicateFillsBothSlots() {
    Tensor a = leaf(2);
    Tensor b = leaf(3);
    Autograd.registerMultiGradHook(List.of(a, b), this::logAll);
    Autograd.backward(leaf(5).mul(2));
    assertThat(log).isEmpty();

    Tensor c = leaf(2);
    Autograd.registerMultiGradHook(List.of(c, c), this::logAll);
    Autograd.backward(c.mul(3));
    assertThat(log).containsExactly(Slots.of(3.0, 3.0));
  }

  @Test
  void H_083_anyFiresOncePerPassWithTheFirstGradientToArrive() {
    Tensor x = leaf(2);
    Tensor a = x.mul(7);
    Autograd.registerAnyGradHook(List.of(x, a), this::logFirst);
    Tensor y = a.mul(11);
    Autograd.backward(y, PassOption.RETAIN_GRAPH);
    Autograd.backward(y, PassOption.RETAIN_GRAPH);
    assertThat(log).containsExactly(11.0, 11.0);
  }

  // H-084 also refuses a third mode; here the modes are two methods.

  @Test
  void H_084_allRefusesATensorWithoutGradientAnySkipsIt() {
    Tensor a = leaf(1);
    Tensor c = constant(1);
    assertThatThrownBy(() -> Autograd.registerMultiGradHook(List.of(a, c), this::logAll))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("requires none")
        .hasMessageContaining("float32[]");
    Autograd.registerAnyGradHook(List.of(c, a), this::logFirst);
    Autograd.backward(a.mul(4));
    assertThat(log).containsExactly(4.0);
  }

  @Test
  void H_085_choice_allOverLeavesWorksUnderGradToo() {
    Tensor a = leaf(2);
    Tensor b = leaf(3);
    Autograd.registerMultiGradHook(List.of(a, b), this::logAll);
    Autograd.grad(a.mul(b), List.of(a, b));
    assertThat(log).containsExactly(Slots.of(3.0, 2.0));
  }

  @Test
  void H_085_choice_anyOverLeavesAndAllOverOthersWorkUnderGrad() {
    Tensor a = leaf(2);
    Tensor b = leaf(3);
    HookHandle any = Autograd.registerAnyGradHook(List.of(a), this::logFirst);
    Autograd.grad(a.mul(b), List.of(a, b));
    assertThat(log).containsExactly(3.0);
    any.close();
    log.clear();

    Tensor p = a.mul(1);
    Tensor q = b.mul(1);
    Autograd.registerMultiGradHook(List.of(p, q), this::logAll);
    Autograd.grad(p.mul(q), List.of(p, q));
    assertThat(log).containsExactly(Slots.of(3.0, 2.0));
  }

  @Test
  void H_086_oneHandleRemovesEveryPart() {
    Tensor a = leaf(2);
    Tensor b = leaf(3);
    HookHandle all = Autograd.registerMultiGradHook(List.of(a, b), this::logAll);
    HookHandle any = Autograd.registerAnyGradHook(List.of(a, b), this::logFirst);
    all.close();
    any.close();
    all.close();
    Autograd.backward(a.mul(b));
    assertThat(log).isEmpty();
  }

  @Test
  void H_086_anExceptionInOnePassDoesNotPoisonTheNext() {
    Tensor a = leaf(2);
    Tensor b = leaf(3);
    RuntimeException first = new RuntimeException("first");
    Autograd.registerMultiGradHook(
        List.of(a, b),
        gradients -> {
          log.add(Slots.values(gradients));
          if (log.size() == 1) {
            throw first;
          }
        });
    Tensor y = a.mul(b);
    assertThatThrownBy(() -> Autograd.backward(y, PassOption.RETAIN_GRAPH)).isSameAs(first);
    Autograd.backward(y, PassOption.RETAIN_GRAPH);
    assertThat(log).containsExactly(Slots.of(3.0, 2.0), Slots.of(3.0, 2.0));
  }

  @Test
  void aPassThatEndsHalfWayDoesNotPoisonTheNext() {
    Tensor a = leaf(2);
    Tensor b = leaf(3);
    Autograd.registerMultiGradHook(List.of(a, b), this::logAll);
    boolean[] fail = {true};
    TensorHook failsOnce =
        gradient -> {
          if (fail[0]) {
            throw new IllegalStateException("half way");
          }
          return null;
        };
    a.registerHook(failsOnce);
    b.registerHook(failsOnce);
    Tensor y = a.mul(b);
    assertThatThrownBy(() -> Autograd.backward(y, PassOption.RETAIN_GRAPH)).hasMessage("half way");
    assertThat(log).isEmpty();
    fail[0] = false;
    Autograd.backward(y, PassOption.RETAIN_GRAPH);
    assertThat(log).containsExactly(Slots.of(3.0, 2.0));
  }

  @Test
  void aPassInsideAPassCountsForItself() {
    Tensor a = leaf(2);
    Tensor b = leaf(3);
    Autograd.registerMultiGradHook(List.of(a, b), this::logAll);
    boolean[] nested = {false};
    // Runs at the first of the two leaves, when half of the outer pass has arrived.
    TensorHook goesBackwardOnce =
        gradient -> {
          if (!nested[0]) {
            nested[0] = true;
            try (GradMode.Guard on = GradMode.set(true)) {
              Autograd.backward(a.mul(b));
            }
          }
          return null;
        };
    a.registerHook(goesBackwardOnce);
    b.registerHook(goesBackwardOnce);
    Autograd.backward(a.mul(b).mul(10));
    assertThat(log).containsExactly(Slots.of(3.0, 2.0), Slots.of(30.0, 20.0));
  }
}
