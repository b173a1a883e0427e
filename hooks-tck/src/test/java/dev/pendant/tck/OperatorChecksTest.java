package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.op.Op;
import dev.pendant.spi.Evaluation;
import dev.pendant.spi.NativeArray;
import dev.pendant.spi.Vjp;
import dev.pendant.tensor.Shape;
import dev.pendant.tensor.Spec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Backends that are wrong on purpose, and the sentence each of them gets. */
class OperatorChecksTest {

  private final GoldenCase mul = Cases.named("Mul[0]");

  @Test
  void a_right_backend_passes_every_check() {
    PlainBackend backend = new PlainBackend();
    OperatorChecks checks = new OperatorChecks(backend);
    assertThat(Cases.plain()).hasSize(40);
    for (GoldenCase golden : Cases.plain()) {
      checks.forward(golden);
      checks.vjp(golden);
      checks.vjpOfEachInputAlone(golden);
      checks.vjpTwice(golden);
      checks.liveArraysAreCounted(golden);
    }
    assertThat(backend.liveArrays()).isZero();
  }

  @Test
  void zeros_for_an_output_are_caught() {
    var zeros =
        new PlainBackend() {
          @Override
          Values forward(Op op, List<Values> in, Spec out) {
            return new Values(out, new double[Math.toIntExact(out.shape().elements())]);
          }
        };
    assertThatThrownBy(() -> new OperatorChecks(zeros).forward(mul))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("Mul[0], output: 24 of 24 values differ; first at [0, 0, 0]: ")
        .hasMessageContaining("got 0.0; largest error ")
        .hasMessageEndingWith("allowed |actual - expected| <= 1.0E-5 + 1.0E-4 * |expected|");
  }

  @Test
  void swapped_gradients_are_caught() {
    var swapped =
        new PlainBackend() {
          @Override
          Values gradient(Op op, List<Values> in, Values seed, int input) {
            return super.gradient(op, in, seed, 1 - input);
          }
        };
    assertThatThrownBy(() -> new OperatorChecks(swapped).vjp(mul))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("Mul[0], gradient of input 0: 24 of 24 values differ");
  }

  @Test
  void swapped_gradients_of_other_shapes_are_caught_before_values_are_compared() {
    var swapped =
        new PlainBackend() {
          @Override
          Values gradient(Op op, List<Values> in, Values seed, int input) {
            return super.gradient(op, in, seed, 1 - input);
          }
        };
    assertThatThrownBy(
            () -> new OperatorChecks(swapped).vjp(Cases.named("Mul[3] (rank-0 operand)")))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "Mul[3] (rank-0 operand): gradient of input 0 is float32[], must be float32[2, 3]");
  }

  @Test
  void a_gradient_not_summed_over_broadcast_axes_is_caught() {
    var unsummed =
        new PlainBackend() {
          @Override
          Values gradient(Op op, List<Values> in, Values seed, int input) {
            return seed;
          }
        };
    assertThatThrownBy(
            () -> new OperatorChecks(unsummed).vjp(Cases.named("Add[1] (right broadcasts)")))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "Add[1] (right broadcasts): gradient of input 1 is float32[2, 3, 4], must be"
                + " float32[3, 1]");
  }

  @Test
  void a_leaked_array_is_caught() {
    var leaking =
        new PlainBackend() {
          @Override
          public Evaluation evaluate(
              Op op, List<? extends NativeArray> inputs, boolean[] gradientWanted) {
            array(mul.seed());
            return super.evaluate(op, inputs, gradientWanted);
          }
        };
    assertThatThrownBy(() -> new OperatorChecks(leaking).forward(mul))
        .isInstanceOf(AssertionError.class)
        .hasMessage("Mul[0]: 1 native arrays and VJPs are open after all were closed, expected 0");
  }

  @Test
  void a_backend_that_counts_nothing_is_caught() {
    var uncounted =
        new PlainBackend() {
          @Override
          public long liveArrays() {
            return 0;
          }
        };
    assertThatThrownBy(() -> new OperatorChecks(uncounted).liveArraysAreCounted(mul))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "Mul[0]: 0 native arrays and VJPs are open after its inputs were created, expected 2");
  }

  @Test
  void a_wrong_shape_is_caught_even_where_the_values_are_right() {
    var flat =
        new PlainBackend() {
          @Override
          Values forward(Op op, List<Values> in, Spec out) {
            Values right = super.forward(op, in, out);
            double[] data = new double[right.size()];
            Arrays.setAll(data, right::get);
            return new Values(out.withShape(Shape.of(right.size())), data);
          }
        };
    assertThatThrownBy(() -> new OperatorChecks(flat).forward(mul))
        .isInstanceOf(AssertionError.class)
        .hasMessage("Mul[0]: output is float32[24], must be float32[2, 3, 4]");
  }

  @Test
  void a_vjp_nobody_wanted_is_caught() {
    var eager =
        new PlainBackend() {
          @Override
          public Evaluation evaluate(
              Op op, List<? extends NativeArray> inputs, boolean[] gradientWanted) {
            return super.evaluate(op, inputs, new boolean[] {true, true});
          }
        };
    assertThatThrownBy(() -> new OperatorChecks(eager).forward(mul))
        .isInstanceOf(AssertionError.class)
        .hasMessage("Mul[0]: gave a VJP though no gradient was wanted");
  }

  @Test
  void a_gradient_nobody_wanted_is_caught() {
    var generous =
        new WithVjp((vjp, seeds, wanted) -> vjp.apply(seeds, new boolean[] {true, true}));
    assertThatThrownBy(() -> new OperatorChecks(generous).vjpOfEachInputAlone(mul))
        .isInstanceOf(AssertionError.class)
        .hasMessage("Mul[0]: gradient of input 1 was not wanted and must be null");
  }

  @Test
  void a_missing_gradient_is_caught() {
    var stingy = new WithVjp((vjp, seeds, wanted) -> vjp.apply(seeds, new boolean[2]));
    assertThatThrownBy(() -> new OperatorChecks(stingy).vjp(mul))
        .isInstanceOf(AssertionError.class)
        .hasMessage("Mul[0]: gradient of input 0 was wanted and is null");
  }

  @Test
  void gradients_that_add_up_from_call_to_call_are_caught() {
    var accumulating =
        new PlainBackend() {
          private final int[] calls = new int[2];

          @Override
          Values gradient(Op op, List<Values> in, Values seed, int input) {
            Values once = super.gradient(op, in, seed, input);
            int factor = ++calls[input];
            double[] data = new double[once.size()];
            Arrays.setAll(data, i -> once.get(i) * factor);
            return new Values(once.spec(), data);
          }
        };
    assertThatThrownBy(() -> new OperatorChecks(accumulating).vjpTwice(mul))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("Mul[0], gradient of input 0 applied again: 24 of 24");
  }

  /** What a wrong VJP does instead of a right one's apply. */
  private interface Apply {
    List<@Nullable NativeArray> apply(
        Vjp right, List<? extends @Nullable NativeArray> seeds, boolean[] wanted);
  }

  private static final class WithVjp extends PlainBackend {

    private final Apply apply;

    WithVjp(Apply apply) {
      this.apply = apply;
    }

    @Override
    public Evaluation evaluate(
        Op op, List<? extends NativeArray> inputs, boolean[] gradientWanted) {
      Evaluation right = super.evaluate(op, inputs, gradientWanted);
      Vjp vjp = right.vjp();
      return vjp == null ? right : new Evaluation(right.outputs(), wrong(vjp));
    }

    private Vjp wrong(Vjp right) {
      return new Vjp() {
        @Override
        public List<@Nullable NativeArray> apply(
            List<? extends @Nullable NativeArray> outputGradients, boolean[] wanted) {
          return apply.apply(right, outputGradients, wanted);
        }

        @Override
        public void close() {
          right.close();
        }
      };
    }
  }
}
