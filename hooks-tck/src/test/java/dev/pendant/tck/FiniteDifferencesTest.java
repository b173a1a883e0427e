package dev.pendant.tck;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pendant.op.Op;
import dev.pendant.tensor.Spec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiniteDifferencesTest {

  @Test
  void a_right_gradient_passes_also_at_a_kink() {
    FiniteDifferences differences = new FiniteDifferences(new PlainBackend());
    for (GoldenCase golden : Cases.plain()) {
      assertThatCode(() -> differences.check(golden)).as(golden.name()).doesNotThrowAnyException();
    }
  }

  @Test
  void a_gradient_off_by_a_ten_thousandth_is_caught() {
    assertThatThrownBy(() -> check(scaledGradient(1.0001), "Mul[0]"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("Mul[0], input 0: gradient at [")
        .hasMessageContaining(", finite difference says ");
  }

  @Test
  void at_a_kink_a_gradient_outside_both_slopes_is_caught() {
    var wrongAtZero =
        new PlainBackend() {
          @Override
          Values gradient(Op op, List<Values> in, Values seed, int input) {
            return super.gradient(op, in, seed, input).plus(1, 10);
          }
        };
    assertThatThrownBy(() -> check(wrongAtZero, "Relu[1] (gradient at 0 is 0)"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("gradient at [1] is 10.0, finite difference says a kink between ");
  }

  @Test
  void noise_does_not_pass_for_kinks() {
    var noisy =
        new PlainBackend() {
          private int calls;

          @Override
          Values forward(Op op, List<Values> in, Spec out) {
            calls++;
            return super.forward(op, in, out).plus(0, 1e-3 * calls * calls);
          }
        };
    assertThatThrownBy(() -> check(noisy, "Neg[0]"))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("Neg[0], input 0: ");
  }

  private static PlainBackend scaledGradient(double factor) {
    return new PlainBackend() {
      @Override
      Values gradient(Op op, List<Values> in, Values seed, int input) {
        Values right = super.gradient(op, in, seed, input);
        double[] data = new double[right.size()];
        Arrays.setAll(data, i -> factor * right.get(i));
        return new Values(right.spec(), data);
      }
    };
  }

  private static void check(PlainBackend backend, String golden) {
    new FiniteDifferences(backend).check(Cases.named(golden));
  }
}
