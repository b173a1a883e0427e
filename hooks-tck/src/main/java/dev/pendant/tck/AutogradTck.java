package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.autograd.Autograd;
import dev.pendant.autograd.GradMode;
import dev.pendant.autograd.GraphFreedException;
import dev.pendant.tensor.ClosedTensorException;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The backward walk, grad mode and who owns memory: sections 19 and 21, and the design's section 6.
 */
public abstract class AutogradTck extends HookTckBase {

  @Test
  void backwardWithoutASeedNeedsASingleElement() {
    Tensor x = leafVector(1f, 2f);
    Tensor y = x.mul(2);
    assertThatThrownBy(() -> Autograd.backward(y))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("float32[2]");
  }

  @Test
  void aSeedOfAnotherShapeIsRefused() {
    Tensor y = leafVector(1f, 2f).mul(2);
    assertThatThrownBy(() -> Autograd.backward(y, constant(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("float32[2]");
  }

  @Test
  void backwardOfAConstantIsRefused() {
    assertThatThrownBy(() -> Autograd.backward(constant(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("requires no gradient");
  }

  @Test
  void tenThousandOperatorsDoNotOverflowTheStack() {
    Tensor x = leaf(1);
    Tensor y = x;
    Tensor one = constant(1);
    for (int i = 0; i < 10_000; i++) {
      y = y.add(one);
    }
    Autograd.backward(y);
    assertThat(grad(x)).isEqualTo(1);
  }

  @Test
  void H_189_backwardHooksRunWithGradModeOff() {
    Tensor x = leaf(2);
    x.registerHook(
        gradient -> {
          log.add(GradMode.isEnabled());
          return null;
        });
    Autograd.backward(x.mul(3));
    assertThat(log).containsExactly(false);
    assertThat(GradMode.isEnabled()).isTrue();
  }

  @Test
  void gradModeIsRestoredWhenAHookThrows() {
    Tensor x = leaf(2);
    x.registerHook(
        gradient -> {
          throw new IllegalStateException("boom");
        });
    Tensor y = x.mul(3);
    assertThatThrownBy(() -> Autograd.backward(y)).hasMessage("boom");
    assertThat(GradMode.isEnabled()).isTrue();
  }

  @Test
  void H_191_backwardUnderNoGradDoesNotDisableHooks() {
    Tensor x = leaf(2);
    x.registerHook(logs());
    Tensor y = x.mul(3);
    try (var off = Autograd.noGrad()) {
      Autograd.backward(y);
    }
    assertThat(log).containsExactly(3.0);
  }

  @Test
  void nothingIsRecordedUnderNoGradOrWithoutGradients() {
    Tensor x = leaf(2);
    try (var off = Autograd.noGrad()) {
      assertThat(x.mul(3).node()).isNull();
    }
    assertThat(constant(2).mul(3).node()).isNull();
    assertThat(x.mul(3).node()).isNotNull();
  }

  @Test
  void useAfterCloseNamesTheShapeAndWhatMadeIt() {
    Tensor sum;
    try (Scope inner = Scope.open()) {
      sum = vector(1f, 2f).add(vector(3f, 4f));
    }
    assertThat(sum.isClosed()).isTrue();
    assertThatThrownBy(sum::toFloatArray)
        .isInstanceOf(ClosedTensorException.class)
        .hasMessageContaining("float32[2]")
        .hasMessageContaining("Add")
        .hasMessageContaining("keep()");
    assertThatThrownBy(() -> sum.mul(2)).isInstanceOf(ClosedTensorException.class);
  }

  @Test
  void keepMovesATensorOutOfItsScope() {
    Tensor kept;
    try (Scope inner = Scope.open()) {
      kept = constant(1).add(2).keep();
    }
    assertThat(kept.item()).isEqualTo(3);
    kept.close();
    assertThat(kept.isClosed()).isTrue();
  }

  @Test
  void adoptMovesATensorIntoAnOuterScope() {
    Tensor moved;
    try (Scope outer = Scope.open()) {
      try (Scope inner = Scope.open()) {
        moved = outer.adopt(constant(1).add(2));
      }
      assertThat(moved.item()).isEqualTo(3);
    }
    assertThat(moved.isClosed()).isTrue();
  }

  @Test
  void closingAnOuterScopeClosesTheInnerOnes() {
    Scope outer = Scope.open();
    Scope inner = Scope.open();
    Tensor x = constant(1);
    outer.close();
    assertThat(x.isClosed()).isTrue();
    inner.close();
  }

  @Test
  void theTapeDiesWithItsScope() {
    Tensor x = leaf(2);
    Tensor y;
    try (Scope inner = Scope.open()) {
      y = x.mul(3).keep();
    }
    assertThatThrownBy(() -> Autograd.backward(y))
        .isInstanceOf(GraphFreedException.class)
        .hasMessageContaining("scope");
    y.close();
  }

  @Test
  void aClosedIntermediateStillServesTheBackwardPass() {
    Tensor x = leaf(3);
    Tensor a = x.mul(2);
    Tensor y = a.mul(a);
    a.close();
    Autograd.backward(y);
    assertThat(grad(x)).isEqualTo(24);
  }

  @Test
  void H_199_hooksRunOnTheThreadThatCallsBackward() throws Exception {
    Tensor x = leaf(2);
    Tensor y = x.mul(3);
    x.registerHook(
        gradient -> {
          log.add(Thread.currentThread().getName());
          return null;
        });
    Thread thread =
        new Thread(
            () -> {
              try (Scope own = Scope.open()) {
                Autograd.backward(y);
              }
            },
            "T1");
    thread.start();
    thread.join();
    assertThat(log).containsExactly("T1");
  }

  @Test
  void H_200_concurrentBackwardsThroughOneHookedLeafCallItOncePerBackward() throws Exception {
    Tensor x = leaf(2);
    AtomicInteger calls = new AtomicInteger();
    x.registerHook(
        gradient -> {
          calls.incrementAndGet();
          return null;
        });
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        all.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 50; i++) {
                    try (Scope own = Scope.open()) {
                      Autograd.backward(x.mul(3));
                    }
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(calls).hasValue(200);
    assertThat(grad(x)).isEqualTo(600);
  }
}
