package dev.pendant.tck;

import dev.pendant.spi.Backend;
import dev.pendant.spi.NativeArray;
import dev.pendant.tensor.Spec;
import java.util.List;
import java.util.Objects;
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
        golden, open -> golden.compareOutput("", call(open, golden, golden.noGradient()).output()));
  }

  /** Recording changes no value, and all gradients asked for together are PyTorch's. */
  void vjp(GoldenCase golden) {
    leavingNothingOpen(
        golden,
        open -> {
          Call call = call(open, golden, golden.withGradient());
          golden.compareOutput(" while recording", call.output());
          golden.compareGradients("", call.gradients(golden.seed(), golden.withGradient()));
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
            golden.compareGradients(" alone", recordingOne.gradients(golden.seed(), wanted));
            golden.compareGradients(
                " alone of all recorded", recordingAll.gradients(golden.seed(), wanted));
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

  /** The count of live things goes up by what is handed out and back when all is closed, twice. */
  void liveArraysAreCounted(GoldenCase golden) {
    LeakCheck count = new LeakCheck(backend, golden.name());
    try (OpenArrays open = new OpenArrays(backend)) {
      int inputs = golden.inputs().size();
      List<NativeArray> arrays = open.create(golden.inputs());
      count.expect(inputs, "after its inputs were created");
      new Call(backend, open, golden.name(), golden.op(), arrays, golden.noGradient());
      count.expect(inputs + 1, "after a plain evaluation added an output");
      boolean[] wanted = golden.withGradient();
      Call recording = new Call(backend, open, golden.name(), golden.op(), arrays, wanted);
      count.expect(inputs + 3, "after a recorded evaluation added an output and a VJP");
      long gradients =
          recording.gradients(golden.seed(), wanted).stream().filter(Objects::nonNull).count();
      count.expect(inputs + 4 + gradients, "after the VJP added gradients, and its seed");
      open.closeEachTwice();
    }
    count.expect(0, "after all were closed, each twice");
  }

  private Call call(OpenArrays open, GoldenCase golden, boolean[] gradientWanted) {
    return new Call(
        backend, open, golden.name(), golden.op(), open.create(golden.inputs()), gradientWanted);
  }

  private void leavingNothingOpen(GoldenCase golden, Consumer<OpenArrays> check) {
    LeakCheck.leavingNothingOpen(backend, golden.name(), check);
  }
}
