package dev.pendant.tck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/** Threads that start at once and do the same thing over and over until their time is up. */
final class Together {

  /** How long a thread may take beyond its time. */
  private static final long GRACE_SECONDS = 120;

  private final Duration duration;
  private final List<IntConsumer> loops = new ArrayList<>();
  private volatile boolean failed;

  Together(Duration duration) {
    this.duration = duration;
  }

  /**
   * @param turn gets a number that differs from thread to thread and grows by 1 from turn to turn
   */
  void add(int threads, IntConsumer turn) {
    for (int i = 0; i < threads; i++) {
      loops.add(turn);
    }
  }

  /**
   * Runs all, each at least once.
   *
   * @throws AssertionError with the first failure, or if a thread does not come to an end
   */
  void run() {
    ExecutorService threads = Executors.newFixedThreadPool(loops.size());
    try {
      CountDownLatch start = new CountDownLatch(loops.size());
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < loops.size(); i++) {
        int first = i;
        ends.add(threads.submit(() -> repeat(loops.get(first), first, start)));
      }
      for (Future<?> end : ends) {
        end.get(duration.toSeconds() + GRACE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException e) {
      throw new AssertionError("on one of the threads: " + e.getMessage(), e);
    } catch (TimeoutException e) {
      throw new AssertionError(
          "not done " + GRACE_SECONDS + " s after the time was up: a deadlock?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Void repeat(IntConsumer turn, int first, CountDownLatch start)
      throws InterruptedException {
    start.countDown();
    start.await();
    long end = System.nanoTime() + duration.toNanos();
    int number = first;
    boolean done = false;
    try {
      do {
        turn.accept(number++);
      } while (System.nanoTime() < end && !failed);
      done = true;
    } finally {
      failed |= !done;
    }
    return null;
  }
}
