package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.op.Op;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadChecksTest {

  @Test
  void a_right_backend_passes() {
    ThreadChecks checks = new ThreadChecks(new PlainBackend());
    checks.sharedArrays(Cases.plain(), 4, 20);
    Cases.plain().forEach(checks::vjpOnAnotherThread);
  }

  @Test
  void grad_mode_shared_by_all_threads_is_caught() {
    var oneGradMode =
        new PlainBackend() {
          private volatile boolean recording;

          @Override
          public Evaluation evaluate(
              Op op, List<? extends NativeArray> inputs, boolean[] gradientWanted) {
            boolean[] wanted = new boolean[inputs.size()];
            for (boolean each : gradientWanted) {
              recording |= each; // and never off again
            }
            Arrays.fill(wanted, recording);
            return super.evaluate(op, inputs, wanted);
          }
        };
    assertThatThrownBy(() -> new ThreadChecks(oneGradMode).sharedArrays(Cases.plain(), 4, 20))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("on one of the threads: ")
        .hasMessageContaining("gave a VJP though no gradient was wanted");
  }

  @Test
  void a_vjp_bound_to_its_thread_is_caught() {
    var bound =
        new PlainBackend() {
          private final Thread owner = Thread.currentThread();

          @Override
          Values gradient(Op op, List<Values> in, Values seed, int input) {
            if (Thread.currentThread() != owner) {
              throw new IllegalStateException("engine used from another thread");
            }
            return super.gradient(op, in, seed, input);
          }
        };
    assertThatThrownBy(() -> new ThreadChecks(bound).vjpOnAnotherThread(Cases.named("Mul[0]")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("engine used from another thread");
  }
}
