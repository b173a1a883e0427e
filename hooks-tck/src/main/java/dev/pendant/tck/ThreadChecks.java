package dev.pendant.tck;

import dev.pendant.spi.Backend;
import dev.pendant.spi.NativeArray;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One backend called from several threads at once. */
final class ThreadChecks {

  private static final long LIMIT_SECONDS = 120;

  private final Backend backend;

  ThreadChecks(Backend backend) {
    this.backend = backend;
  }

  /**
   * Threads evaluate the same cases on the same input arrays at the same time, each beginning with
   * another case, recording in every other round while its neighbours do not.
   *
   * @throws AssertionError if any result differs from PyTorch's, if a plain evaluation records
   *     because another one does, or if anything stays open
   */
  void sharedArrays(List<GoldenCase> cases, int threads, int rounds) {
    LeakCheck.leavingNothingOpen(
        backend,
        threads + " threads",
        open -> {
          List<List<NativeArray>> inputs =
              cases.stream().map(golden -> open.create(golden.inputs())).toList();
          List<Callable<Void>> tasks = new ArrayList<>();
          for (int thread = 0; thread < threads; thread++) {
            int first = thread;
            tasks.add(
                () -> {
                  for (int i = 0; i < rounds * cases.size(); i++) {
                    int at = (first + i) % cases.size();
                    evaluate(cases.get(at), inputs.get(at), (first + i / cases.size()) % 2 == 0);
                  }
                  return null;
                });
          }
          run(tasks);
        });
  }

  /** A VJP may be applied by another thread than the one that evaluated. */
  void vjpOnAnotherThread(GoldenCase golden) {
    LeakCheck.leavingNothingOpen(
        backend,
        golden.name(),
        open -> {
          boolean[] wanted = golden.withGradient();
          List<NativeArray> inputs = open.create(golden.inputs());
          Call call = new Call(backend, open, golden.name(), golden.op(), inputs, wanted);
          run(
              List.of(
                  () -> {
                    golden.compareGradients(
                        " on another thread", call.gradients(golden.seed(), wanted));
                    return null;
                  }));
        });
  }

  private void evaluate(GoldenCase golden, List<NativeArray> inputs, boolean recording) {
    try (OpenArrays open = new OpenArrays(backend)) {
      boolean[] wanted = recording ? golden.withGradient() : golden.noGradient();
      Call call = new Call(backend, open, golden.name(), golden.op(), inputs, wanted);
      golden.compareOutput(" beside other threads", call.output());
      if (recording) {
        golden.compareGradients(" beside other threads", call.gradients(golden.seed(), wanted));
      }
    }
  }

  /** Runs all at once and throws the first failure. */
  private static void run(List<? extends Callable<Void>> tasks) {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      for (Future<Void> done : threads.invokeAll(tasks, LIMIT_SECONDS, TimeUnit.SECONDS)) {
        done.get();
      }
    } catch (CancellationException e) {
      throw new AssertionError("not done after " + LIMIT_SECONDS + " s: a deadlock?", e);
    } catch (ExecutionException e) {
      throw new AssertionError("on one of the threads: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
