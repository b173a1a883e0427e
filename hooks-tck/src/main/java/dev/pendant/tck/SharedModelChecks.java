package dev.pendant.tck;

import dev.pendant.autograd.GradMode;
import dev.pendant.hook.HookHandle;
import dev.pendant.nn.Module;
import dev.pendant.nn.Selection;
import dev.pendant.spi.Backend;
import dev.pendant.tensor.Tensors;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Many threads on one {@link SharedModel}. */
final class SharedModelChecks {

  private final Backend backend;

  SharedModelChecks(Backend backend) {
    this.backend = backend;
  }

  /**
   * While hooks come and go, every answer is, as a whole, one that a single thread gives: with or
   * without the one of them that changes something.
   */
  void answersStayTheSame(int threads, Duration duration) {
    sharing(
        shared -> {
          List<List<float[]>> plain = answers(shared);
          List<List<float[]>> doubled;
          try (HookHandle doubling = registerDoubling(shared.model())) {
            doubled = answers(shared);
          }
          AtomicInteger plainSeen = new AtomicInteger();
          AtomicInteger doubledSeen = new AtomicInteger();
          Together together = new Together(duration);
          together.add(1, turn -> comeAndGo(shared.model()));
          together.add(
              threads,
              turn -> {
                int picture = turn % SharedModel.PICTURES;
                List<float[]> answer = shared.answer(picture);
                if (SharedModel.same(answer, plain.get(picture))) {
                  plainSeen.incrementAndGet();
                } else if (SharedModel.same(answer, doubled.get(picture))) {
                  doubledSeen.incrementAndGet();
                } else {
                  throw wrong(picture, answer, plain.get(picture), doubled.get(picture));
                }
              });
          together.run();
          if (plainSeen.get() == 0 || doubledSeen.get() == 0) {
            throw new AssertionError(
                "expected answers from before and after a hook came, got %d and %d"
                    .formatted(plainSeen.get(), doubledSeen.get()));
          }
        });
  }

  /** Passes of several threads at once accumulate into shared leaves what one thread would. */
  void gradientsAddUp(int threads, int passes) {
    sharing(
        shared -> {
          shared.accumulate(0);
          List<float[]> once = shared.gradients();
          Together together = new Together(Duration.ZERO);
          together.add(
              threads,
              turn -> {
                for (int i = 0; i < passes; i++) {
                  shared.accumulate(0);
                }
              });
          together.run();
          int all = 1 + threads * passes;
          List<float[]> sums = shared.gradients();
          for (int weight = 0; weight < sums.size(); weight++) {
            expectTimes(all, once.get(weight), sums.get(weight), "gradient of weight " + weight);
          }
        });
  }

  private static void expectTimes(int factor, float[] once, float[] sum, String what) {
    for (int i = 0; i < sum.length; i++) {
      float expected = once[i] * factor;
      if (sum[i] != expected) {
        throw new AssertionError(
            "%s after %d passes: element %d is %s, expected %s"
                .formatted(what, factor, i, sum[i], expected));
      }
    }
  }

  /**
   * In every second turn of a thread one of its hooks throws, each time in another place: the
   * caller gets the very exception and can go on; the others notice nothing.
   */
  void exceptionsStayWithTheirCallers(int threads, Duration duration) {
    sharing(
        shared -> {
          List<List<float[]>> plain = answers(shared);
          ThrowingHooks throwing = new ThrowingHooks(shared.model());
          Together together = new Together(duration);
          together.add(
              threads,
              turn -> {
                int picture = turn % SharedModel.PICTURES;
                throwing.callAndCatch(turn, () -> shared.answer(picture));
                if (!GradMode.isEnabled()) {
                  throw new AssertionError("grad mode was left off by an exception of a hook");
                }
                List<float[]> answer = shared.answer(picture);
                if (!SharedModel.same(answer, plain.get(picture))) {
                  throw wrong(picture, answer, plain.get(picture), plain.get(picture));
                }
              });
          together.run();
          throwing.expectAllPlaces();
        });
  }

  private void sharing(Consumer<SharedModel> check) {
    LeakCheck count = new LeakCheck(backend, "a model shared by threads");
    try (SharedModel shared = new SharedModel(backend)) {
      LeakCheck inside = new LeakCheck(backend, "passes of several threads");
      check.accept(shared);
      shared.clearGradients();
      inside.expect(0, "when all threads had ended");
    }
    count.expect(0, "after it was closed");
  }

  private static List<List<float[]>> answers(SharedModel shared) {
    return IntStream.range(0, SharedModel.PICTURES).mapToObj(shared::answer).toList();
  }

  private static void comeAndGo(Module model) {
    Selection all = model.select("**");
    try (HookHandle pre = all.registerForwardPreHook((m, in) -> null);
        HookHandle forward = all.registerForwardHook((m, in, out) -> null);
        HookHandle doubling = registerDoubling(model);
        HookHandle backwardPre = all.registerBackwardPreHook((m, out) -> null);
        HookHandle backward = all.registerBackwardHook((m, in, out) -> null)) {
      Thread.yield();
    }
    Thread.yield();
  }

  private static HookHandle registerDoubling(Module model) {
    return model.find("conv2").registerForwardHook((m, in, out) -> Tensors.of(out.single().mul(2)));
  }

  private static AssertionError wrong(
      int picture, List<float[]> answer, List<float[]> plain, List<float[]> doubled) {
    int at = 0;
    while (at < answer.size() - 1
        && (Arrays.equals(answer.get(at), plain.get(at))
            || Arrays.equals(answer.get(at), doubled.get(at)))) {
      at++;
    }
    return new AssertionError(
        "picture %d, array %d (0 is the scores, then gradients): got %s, one thread gets %s or %s"
            .formatted(
                picture,
                at,
                Arrays.toString(answer.get(at)),
                Arrays.toString(plain.get(at)),
                Arrays.toString(doubled.get(at))));
  }
}
