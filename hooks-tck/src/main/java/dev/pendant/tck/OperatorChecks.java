package dev.pendant.tck;

import dev.pendant.spi.Backend;
import dev.pendant.tensor.Spec;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a backend must do with a golden case. Every method throws {@link AssertionError} with a
 * message that names the case, and fails too if anything stays open afterwards.
 */
final class OperatorChecks {

  private final Backend backend;

  OperatorChecks(Backend backend) {
    this.backend = backend;
  }

  /** The output is PyTorch's, and its shape what Pendant's shape rule says. */
  void forward(GoldenCase golden) {
    Spec expected = golden.op().output(golden.specs());
    if (!expected.equals(golden.output().spec())) {
      throw new AssertionError(
          golden + ": shape rule says " + expected + ", PyTorch gave " + golden.output().spec());
    }
    leavingNothingOpen(
        golden,
        open ->
            Comparison.check(
                golden + ", output",
                golden.output(),
                call(open, golden, golden.noGradient()).output(),
                Tolerance.GOLDEN));
  }

  /** Recording changes no value, and all gradients asked for together are PyTorch's. */
  void vjp(GoldenCase golden) {
    leavingNothingOpen(
        golden,
        open -> {
          Call call = call(open, golden, golden.withGradient());
          Comparison.check(
              golden + ", output while recording",
              golden.output(),
              call.output(),
              Tolerance.GOLDEN);
          compareGradients(golden, "", call.gradients(golden.seed(), golden.withGradient()));
        });
  }

  /** One gradient alone is the same, whether the others were recorded or not. */
  void vjpOfEachInputAlone(GoldenCase golden) {
    leavingNothingOpen(
        golden,
        open -> {
          Call recordingAll = call(open, golden, golden.withGradient());
          for (int i = 0; i < golden.inputs().size(); i++) {
            if (golden.gradients().get(i) == null) {
              continue;
            }
            boolean[] wanted = golden.onlyGradient(i);
            Call recordingOne = call(open, golden, wanted);
            compareGradients(golden, " alone", recordingOne.gradients(golden.seed(), wanted));
            compareGradients(
                golden, " alone of all recorded", recordingAll.gradients(golden.seed(), wanted));
          }
        });
  }

  /** A VJP may be applied again: nothing accumulates, nothing is used up. */
  void vjpTwice(GoldenCase golden) {
    leavingNothingOpen(
        golden,
        open -> {
          Call call = call(open, golden, golden.withGradient());
          List<@Nullable Values> first = call.gradients(golden.seed(), golden.withGradient());
          List<@Nullable Values> second = call.gradients(golden.seed(), golden.withGradient());
          for (int i = 0; i < first.size(); i++) {
            Values once = first.get(i);
            Values again = second.get(i);
            if (once != null && again != null) {
              Comparison.check(
                  golden + ", gradient of input " + i + " applied again",
                  once,
                  again,
                  Tolerance.REPEATED);
            }
          }
        });
  }

  private Call call(OpenArrays open, GoldenCase golden, boolean[] gradientWanted) {
    return new Call(
        backend, open, golden.name(), golden.op(), open.create(golden.inputs()), gradientWanted);
  }

  /** Compares those that were computed; {@link Call} has checked which must be. */
  private static void compareGradients(
      GoldenCase golden, String how, List<@Nullable Values> gradients) {
    for (int i = 0; i < gradients.size(); i++) {
      Values expected = golden.gradients().get(i);
      Values actual = gradients.get(i);
      if (expected != null && actual != null) {
        Comparison.check(
            golden + ", gradient of input " + i + how, expected, actual, Tolerance.GOLDEN);
      }
    }
  }

  private void leavingNothingOpen(GoldenCase golden, Consumer<OpenArrays> check) {
    long before = backend.liveArrays();
    try (OpenArrays open = new OpenArrays(backend)) {
      check.accept(open);
    }
    long left = backend.liveArrays() - before;
    if (left != 0) {
      throw new AssertionError(
          golden + ": " + left + " native arrays or VJPs are still open after all were closed");
    }
  }
}
