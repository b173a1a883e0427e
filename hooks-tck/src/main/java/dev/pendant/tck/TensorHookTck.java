package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.PassOption;
import dev.pendant.hook.HookHandle;
import dev.pendant.op.Op;
import dev.pendant.op.Operators;
import dev.pendant.tensor.DType;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks on tensors: section 1 of the hook specification. Extend it as {@link OperatorTck}. */
public abstract class TensorHookTck extends HookTckBase {

  @Test
  void workedExample_theGradientOfWIsFiveAndAHookMakesItFifteen() {
    Tensor x = leaf(2);
    Tensor w = leaf(1);
    Tensor a = x.add(w);
    a.registerHook(logs());
    Autograd.backward(a.mul(w.add(1)));
    assertThat(log).containsExactly(2.0);
    assertThat(grad(w)).isEqualTo(5);

    w.clearGrad();
    w.registerHook(gradient -> gradient.mul(3));
    Autograd.backward(workedExample(x, w));
    assertThat(grad(w)).isEqualTo(15);
  }

  @Test
  void H_001_hookOnLeafSeesTheSummedGradientAndReplacesIt() {
    Tensor x = leaf(2);
    Tensor w = leaf(1);
    w.registerHook(
        gradient -> {
          log.add(value(gradient));
          return gradient.mul(3);
        });
    Autograd.backward(workedExample(x, w));
    assertThat(log).containsExactly(5.0);
    assertThat(grad(w)).isEqualTo(15);
    assertThat(grad(x)).isEqualTo(2);
  }

  @Test
  void H_002_returningNullLeavesTheGradient() {
    Tensor x = leaf(4);
    x.registerHook(logs());
    Autograd.backward(x.mul(3));
    assertThat(log).containsExactly(3.0);
    assertThat(grad(x)).isEqualTo(3);
  }

  @Test
  void H_003_hooksRunInOrderEachSeeingThePreviousResult() {
    assertThat(twoHooks(1, 2)).isEqualTo(12);
    assertThat(twoHooks(2, 1)).isEqualTo(11);
  }

  private double twoHooks(int first, int second) {
    Tensor x = leaf(2);
    Tensor w = leaf(1);
    for (int kind : new int[] {first, second}) {
      w.registerHook(gradient -> kind == 1 ? gradient.add(1) : gradient.mul(2));
    }
    Autograd.backward(workedExample(x, w));
    return grad(w);
  }

  @Test
  void H_004_everyBackwardFiresWithThatPassesGradientOnly() {
    Tensor x = leaf(2);
    Tensor w = leaf(1);
    w.registerHook(
        gradient -> {
          List<Object> entry = new ArrayList<>();
          entry.add(value(gradient));
          entry.add(gradOrNull(w));
          log.add(entry);
          return gradient.mul(3);
        });
    Tensor y = workedExample(x, w);
    Autograd.backward(List.of(y), List.of(constant(1)), PassOption.RETAIN_GRAPH);
    Autograd.backward(List.of(y), List.of(constant(1)), PassOption.RETAIN_GRAPH);
    List<Object> first = new ArrayList<>();
    first.add(5.0);
    first.add(null);
    assertThat(log).containsExactly(first, List.of(5.0, 15.0));
    assertThat(grad(w)).isEqualTo(30);
  }

  @Test
  void H_005_hookOnLeafRunsBeforeAccumulation() {
    Tensor w = leaf(1);
    List<Boolean> hadGradient = new ArrayList<>();
    w.registerHook(
        gradient -> {
          hadGradient.add(w.grad() != null);
          return null;
        });
    Autograd.backward(w.mul(5));
    assertThat(hadGradient).containsExactly(false);
    assertThat(grad(w)).isEqualTo(5);
  }

  @Test
  void H_006_hookOnNonLeafChangesWhatIsUpstreamAndOnlyThat() {
    Tensor x = leaf(2);
    Tensor w = leaf(1);
    Tensor a = x.add(w);
    a.registerHook(
        gradient -> {
          log.add(value(gradient));
          return gradient.mul(10);
        });
    Autograd.backward(a.mul(w.add(1)));
    assertThat(log).containsExactly(2.0);
    assertThat(grad(x)).isEqualTo(20);
    assertThat(grad(w)).isEqualTo(23);
    assertThat(a.grad()).isNull();
  }

  @Test
  void H_007_nonLeafUsedTwiceFiresOnceWithTheSum() {
    Tensor x = leaf(3);
    Tensor a = x.mul(2);
    a.registerHook(logs());
    Autograd.backward(a.mul(a).add(a));
    assertThat(log).containsExactly(13.0);
    assertThat(grad(x)).isEqualTo(26);
  }

  @Test
  void H_008_registeringAfterUseDownstreamWorks() {
    Tensor x = leaf(3);
    Tensor a = x.mul(2);
    Tensor y = a.mul(a);
    a.registerHook(
        gradient -> {
          log.add(value(gradient));
          return gradient.add(1);
        });
    x.registerHook(logs());
    Autograd.backward(y);
    assertThat(log).containsExactly(12.0, 26.0);
    assertThat(grad(x)).isEqualTo(26);
  }

  @Test
  void H_009_hookOnTheRootSeesTheSeedAndMayReplaceIt() {
    Tensor x = leaf(2);
    Tensor y = x.mul(3);
    y.registerHook(
        gradient -> {
          log.add(value(gradient));
          return gradient.mul(7);
        });
    Autograd.backward(y, constant(5));
    assertThat(log).containsExactly(5.0);
    assertThat(grad(x)).isEqualTo(105);
  }

  @Test
  void H_010_rootThatFeedsAnotherRootFiresOnce() {
    Tensor x = leaf(2);
    Tensor y = x.mul(3);
    Tensor z = y.mul(2);
    y.registerHook(logs());
    Autograd.backward(List.of(y, z), List.of(constant(1), constant(1)));
    assertThat(log).containsExactly(3.0);
    assertThat(grad(x)).isEqualTo(9);
  }

  @Test
  void H_011_backwardOnALeafRunsItsHooks() {
    Tensor w = leafVector(0f, 0f, 0f);
    w.registerHook(gradient -> gradient.mul(2));
    Autograd.backward(w, vector(1f, 2f, 3f));
    assertThat(gradOrNull(w)).isEqualTo(List.of(2.0, 4.0, 6.0));
  }

  @Test
  void H_012_hookSeesTheGradientReducedToTheTensorsShape() {
    Tensor x = leafVector(1f, 2f);
    x.registerHook(logs());
    Tensor zeros = Tensor.full(backend(), new Spec(Shape.of(3, 2), DType.FLOAT32), 0);
    Autograd.backward(x.add(zeros).sum());
    assertThat(log).containsExactly(List.of(3.0, 3.0));
  }

  @Test
  void H_013_zeroGradientStillFires() {
    Tensor x = leaf(0);
    x.registerHook(logs());
    Autograd.backward(x.mul(x));
    assertThat(log).containsExactly(0.0);
  }

  @Test
  void H_014_tensorTheRootDoesNotDependOnNeverFires() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    w.registerHook(logs());
    Autograd.backward(x.mul(2));
    assertThat(log).isEmpty();
    assertThat(w.grad()).isNull();
  }

  @Test
  void H_015_hookOnATemporaryFiresOnlyIfThatTensorIsUsed() {
    Tensor a = leafVector(1f, 2f);
    a.slice(0, 0, 1).registerHook(logs());
    Autograd.backward(a.slice(0, 0, 1).mul(3).sum());
    assertThat(log).isEmpty();
    Tensor kept = a.slice(0, 0, 1);
    kept.registerHook(logs());
    Autograd.backward(kept.mul(3).sum());
    assertThat(log).containsExactly(List.of(3.0));
  }

  @Test
  void H_016_derivedTensorsDoNotInheritHooksButGradientThroughThemFires() {
    Tensor x = leaf(3);
    Tensor a = x.mul(2);
    a.registerHook(logs());
    Autograd.backward(a.reshape().mul(5));
    assertThat(log).containsExactly(5.0);
    log.clear();
    Tensor detached = a.detach().requireGrad();
    Autograd.backward(detached.mul(5));
    assertThat(log).isEmpty();
  }

  @Test
  void H_017_hooksOnAChainFireRootFirst() {
    Tensor x = leaf(1);
    Tensor a = x.mul(2);
    Tensor b = a.mul(3);
    Tensor y = b.mul(4);
    x.registerHook(logs("x"));
    a.registerHook(logs("a"));
    b.registerHook(logs("b"));
    y.registerHook(logs("y"));
    Autograd.backward(y);
    assertThat(log).containsExactly("y", "b", "a", "x");
  }

  @Test
  void H_018_everyTensorFiresBeforeWhatItWasComputedFrom() {
    Tensor x = leaf(2);
    Tensor w = leaf(3);
    Tensor a = x.mul(2);
    Tensor b = w.mul(3);
    Tensor y = a.add(b);
    x.registerHook(logs("x"));
    w.registerHook(logs("w"));
    a.registerHook(logs("a"));
    b.registerHook(logs("b"));
    y.registerHook(logs("y"));
    Autograd.backward(y);
    assertThat(log)
        .hasSize(5)
        .startsWith("y")
        .containsSubsequence("b", "w")
        .containsSubsequence("a", "x");
  }

  @Test
  void H_019_removingAfterForwardSuppressesTheHook() {
    Tensor x = leaf(2);
    HookHandle onLeaf = x.registerHook(logs());
    Tensor a = x.mul(1);
    HookHandle onResult = a.registerHook(logs());
    Tensor y = a.mul(3);
    onLeaf.close();
    onResult.close();
    Autograd.backward(y);
    assertThat(log).isEmpty();
    assertThat(grad(x)).isEqualTo(3);
  }

  @Test
  void H_020_registeringTwiceFiresTwiceAndEachHandleRemovesOne() {
    Tensor x = leaf(2);
    dev.pendant.hook.TensorHook doubling = gradient -> gradient.mul(2);
    HookHandle first = x.registerHook(doubling);
    x.registerHook(doubling);
    Autograd.backward(x.mul(1));
    assertThat(grad(x)).isEqualTo(4);
    first.close();
    x.clearGrad();
    Autograd.backward(x.mul(1));
    assertThat(grad(x)).isEqualTo(2);
  }

  @Test
  void H_021_removeThenRegisterPutsTheNewHookLast() {
    Tensor x = leaf(1);
    HookHandle first = x.registerHook(logs("1"));
    x.registerHook(logs("2"));
    first.close();
    x.registerHook(logs("3"));
    Autograd.backward(x.mul(1));
    assertThat(log).containsExactly("2", "3");
  }

  @Test
  void H_022_hookStaysWhenTheTensorIsClosed() {
    Tensor x = leaf(2);
    Tensor a = x.mul(3);
    a.registerHook(logs());
    Tensor y = a.mul(5);
    a.close();
    Autograd.backward(y);
    assertThat(log).containsExactly(5.0);
  }

  @Test
  void H_023_aGradientStoredByTheHookIsNotOverwritten() {
    Tensor x = leaf(2);
    List<Tensor> stored = new ArrayList<>();
    x.registerHook(
        gradient -> {
          stored.add(gradient);
          return null;
        });
    Autograd.backward(x.mul(5));
    Autograd.backward(x.mul(5));
    assertThat(stored).extracting(Tensor::item).containsExactly(5.0, 5.0);
    assertThat(grad(x)).isEqualTo(10);
  }

  @Test
  void H_024_aTensorTheHookReturnsIsNotAliasedByTheGradient() {
    Tensor c = constant(7);
    Tensor x = leaf(2);
    x.registerHook(gradient -> c);
    Autograd.backward(x.mul(3));
    Autograd.backward(x.mul(3));
    assertThat(c.item()).isEqualTo(7);
    assertThat(grad(x)).isEqualTo(14);
  }

  @Test
  void H_026_tensorsFeedingOneOperatorGetTheirOwnSlice() {
    Tensor x = leafVector(1f, 2f);
    Tensor w = leafVector(3f);
    x.registerHook(logs());
    w.registerHook(logs());
    Tensor joined = Operators.apply(new Op.Concat(0), x, w);
    Autograd.backward(joined.mul(vector(10f, 20f, 30f)).sum());
    assertThat(log).containsExactlyInAnyOrder(List.of(10.0, 20.0), List.of(30.0));
  }
}
