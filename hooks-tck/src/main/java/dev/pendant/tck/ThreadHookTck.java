package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pendant.autograd.Autograd;
import dev.pendant.hook.BackwardHook;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.tensor.Scope;
import dev.pendant.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Hooked modules shared by threads: section 21 of the specification. */
public abstract class ThreadHookTck extends ModuleHookTckBase {

  private static final int THREADS = 4;
  private static final int ROUNDS = 50;

  /** Runs the same on several threads, each round in a scope; throws what any of them threw. */
  private static void onThreads(Callable<?> round) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        running.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < ROUNDS; i++) {
                    try (Scope scope = Scope.open()) {
                      round.call();
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void H_199_aModulesBackwardHooksRunOnTheThreadThatCallsBackward() throws Exception {
    Module scale = new HookModules.Scale(3);
    List<Thread> threads = new ArrayList<>();
    scale.registerBackwardHook(
        BackwardHook.observing((m, in, out) -> threads.add(Thread.currentThread())));
    Tensor y = scale.call(leaf(2));
    Thread other =
        new Thread(
            () -> {
              try (Scope own = Scope.open()) {
                Autograd.backward(y);
              }
            });
    other.start();
    other.join();
    Autograd.backward(scale.call(leaf(2)));
    assertThat(threads).containsExactly(other, Thread.currentThread());
  }

  @Test
  void H_200_aSharedModulesHooksRunOncePerCallEachWithItsOwnGradients() throws Exception {
    Module scale = new HookModules.Scale(3);
    AtomicInteger calls = new AtomicInteger();
    scale.registerBackwardHook(
        (m, in, out) -> {
          calls.incrementAndGet();
          assertThat(in.single().item()).isEqualTo(3 * out.single().item());
          return null;
        });
    AtomicInteger next = new AtomicInteger();
    onThreads(
        () -> {
          double seed = next.incrementAndGet();
          Tensor x = leaf(2);
          Autograd.backward(scale.call(x).mul(seed));
          assertThat(grad(x)).isEqualTo(3 * seed);
          return null;
        });
    assertThat(calls).hasValue(THREADS * ROUNDS);
  }

  @Test
  void H_200_hooksMayBeRegisteredAndTakenOffMeanwhile() throws Exception {
    Module scale = new HookModules.Scale(3);
    onThreads(
        () -> {
          try (HookHandle forward = scale.registerForwardHook((m, in, out) -> null);
              HookHandle backward = scale.registerBackwardHook((m, in, out) -> in)) {
            Tensor x = leaf(2);
            Autograd.backward(scale.call(x));
            assertThat(grad(x)).isEqualTo(3);
          }
          return null;
        });
    assertThat(scale.hooks()).isEmpty();
  }

  /** PyTorch does not promise it; here concurrent passes add one after the other. */
  @Test
  void H_201_choice_noGradientOfASharedLeafIsLost() throws Exception {
    Tensor x = leaf(2);
    onThreads(
        () -> {
          Autograd.backward(x.mul(3));
          return null;
        });
    assertThat(grad(x)).isEqualTo(3 * THREADS * ROUNDS);
  }
}
